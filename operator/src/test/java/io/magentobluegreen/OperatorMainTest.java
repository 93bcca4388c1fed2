package io.magentobluegreen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: how it begins and how it ends. */
@NeedsRealApiServer
class OperatorMainTest {
    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void endsAtOnceWithTheNameOfABadSetting() throws Exception {
        start(Map.of("RECONCILE_THREADS", "many"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(log()).contains("RECONCILE_THREADS=many: set it to").doesNotContain("Exception", "\tat ");
    }

    @Test
    void endsWithTheNameOfAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            start(Map.of("HTTP_PORT", Integer.toString(taken.getLocalPort())));

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(log()).contains("HTTP_PORT=" + taken.getLocalPort()).doesNotContain("\tat ");
        }
    }

    @Test
    void logsAJsonObjectALineAlsoOfABadSetting() throws Exception {
        start(Map.of("LOG_FORMAT", "json", "RECONCILE_THREADS", "many"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log().lines()).isNotEmpty().allSatisfy(line -> {
            JsonNode object = new ObjectMapper().readTree(line);
            assertThat(object.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("time", "level", "logger", "thread", "message");
            assertThat(object.get("message").asText()).startsWith("Not started: RECONCILE_THREADS=many");
        });
    }

    @Test
    void leadsAndEndsInOrderWhenItIsAskedToStop() throws Exception {
        String namespace = RealApiServer.require().newNamespace();
        start(Map.of("LEADER_ELECTION_NAMESPACE", namespace, "WATCH_NAMESPACES", namespace));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(log()).contains("Leading"));
        assertThat(lease(namespace).getSpec().getLeaseDurationSeconds()).isEqualTo(5);

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(log()).isTrue();
        assertThat(lease(namespace).getSpec().getHolderIdentity()).as(log()).isNull();
    }

    @Test
    void saysHowItIs() throws Exception {
        String namespace = RealApiServer.require().newNamespace();
        start(Map.of("WATCH_NAMESPACES", namespace));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(log()).contains("Started port="));
        String port = log().replaceAll("(?s).*Started port=\"?([0-9]+).*", "$1");

        assertThat(get(port, "/livez")).isEqualTo("ok\n");
        assertThat(get(port, "/readyz")).isEqualTo("ok\n");
        assertThat(get(port, "/metrics"))
                .contains("magento_release_leader 1.0")
                .contains("magento_release_api_requests_total{code=\"200\",resource=\"deployments\",verb=\"list\"}");
    }

    private static String get(String port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void endsWhenAnotherOneHasTakenTheLease() throws Exception {
        String namespace = RealApiServer.require().newNamespace();
        start(Map.of("LEADER_ELECTION_NAMESPACE", namespace, "WATCH_NAMESPACES", namespace));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(log()).contains("Leading"));

        // A merge without a version: the leader renews it all the time.
        RealApiServer.require()
                .admin()
                .resource(lease(namespace))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"holderIdentity\": \"another\", \"leaseDurationSeconds\": 3600}}");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(log()).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    private void start(Map<String, String> environment) throws IOException {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, RealApiServer.require().kubeconfig());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.magentobluegreen.OperatorMain")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("HTTP_PORT", "0");
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static Lease lease(String namespace) {
        return RealApiServer.require()
                .admin()
                .resources(Lease.class)
                .inNamespace(namespace)
                .withName("magento-release-operator")
                .get();
    }
}
