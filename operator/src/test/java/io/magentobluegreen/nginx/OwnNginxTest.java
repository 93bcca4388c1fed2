package io.magentobluegreen.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.Programs;
import io.magentobluegreen.load.RawAnswer;
import io.magentobluegreen.load.RawHttpClient;
import io.magentobluegreen.load.RawRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of an image with its own nginx keeps what the operator asks of one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OwnNginxTest {
    private static final String RELEASE = "0123456789";
    private static final Path SHIPPED = Path.of("src/main/resources/io/magentobluegreen/nginx");

    @TempDir
    Path folder;

    private OwnNginxOnLoopback pod;

    @BeforeEach
    void start() throws IOException {
        pod = new OwnNginxOnLoopback(folder, RELEASE);
        pod.put("html/pub/static/a.css", "a{}");
    }

    @AfterEach
    void stop() {
        if (pod != null) {
            pod.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/static/version7/a.css", "/?status=503", "/unknown.php"})
    void saysTheReleaseWithEveryAnswer(String path) throws IOException {
        assertThat(pod.get(path).headers().get("X-Magento-Release")).containsExactly(RELEASE);
    }

    @Test
    void isReadyWithoutTheStoresCode() throws IOException {
        pod.put("html/pub/index.php", "<?php http_response_code(500);");

        assertThat(pod.get("/health").status()).isEqualTo(200);
        assertThat(pod.get("/").status()).isEqualTo(500);
    }

    @Test
    void closesKeptConnectionsWhileItDrains() throws Exception {
        RawRequest page = RawRequest.get("/", "www.example.com");
        try (RawHttpClient kept = RawHttpClient.connect(pod.address())) {
            RawAnswer before = kept.send(page);
            Daemon preStop = pod.drain(1);
            await().until(pod::isDraining);
            RawAnswer after = kept.send(page);

            assertThat(before.closesConnection()).isFalse();
            assertThat(after.closesConnection()).isTrue();
            assertThat(after.status()).isEqualTo(200);
            assertThat(preStop.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "QUIT"})
    void letsARequestUnderWayEnd(String signal) throws Exception {
        CompletableFuture<RawAnswer> slow = CompletableFuture.supplyAsync(() -> answer("/?seconds=1.5"));
        await().until(() -> Files.exists(folder.resolve("run/slow")));

        if (signal.equals("TERM")) {
            pod.container().terminate();
        } else {
            pod.container().quit();
        }

        assertThat(slow.join().status()).isEqualTo(200);
        assertThat(pod.container().exitCode()).isZero();
    }

    @Test
    void endsWithAnErrorWherePhpEnds() throws Exception {
        ProcessHandle php = pod.container().child("php-fpm");

        php.destroy();

        assertThat(pod.container().exitCode()).isEqualTo(1);
    }

    /** So that whatever is mended in the one is mended in the other. */
    @Test
    void isConfiguredAsTheOperatorsNginx() throws IOException {
        String shipped = Files.readString(SHIPPED.resolve("nginx.conf"))
                .replace("/tmp/magento-bluegreen-nginx", "/tmp/nginx")
                .replace("/etc/magento-bluegreen/release/ready.php", "/etc/store/ready.php")
                .replace("nginx.sh", "serve")
                .replace("@port@", "8080")
                .replace("@root@", "/var/www/html")
                .replace("@readinessPath@", "/health");

        String example = Files.readString(OwnNginxOnLoopback.EXAMPLE.resolve("own-nginx/nginx.conf"));

        assertThat(withoutHead(example)).isEqualTo(withoutHead(shipped));
        assertThat(OwnNginxOnLoopback.EXAMPLE.resolve("own-nginx/ready.php"))
                .hasSameTextualContentAs(SHIPPED.resolve("ready.php"));
    }

    @Test
    void startsByASoundScript() throws Exception {
        Process linter = new ProcessBuilder(
                        Programs.require("shellcheck").toString(),
                        OwnNginxOnLoopback.EXAMPLE.resolve("own-nginx/serve.sh").toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(linter.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
    }

    private static String withoutHead(String configuration) {
        return configuration.substring(configuration.indexOf("\npid "));
    }

    private RawAnswer answer(String path) {
        try {
            return pod.get(path);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
