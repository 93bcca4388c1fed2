package io.magentobluegreen.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.api.CommittedCrd;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.MagentoReleaseStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table is what {@code kubectl} itself prints. */
@NeedsRealApiServer
class PrinterColumnsTest {
    private static final String NOTHING = "phase: Pending";
    private static final String FIRST = """
            phase: Starting
            target: {release: b-1, shortImage: 'shop/php:1', colour: blue}
            conditions:
              - {type: Ready, status: 'False', reason: Starting, lastTransitionTime: '2026-11-23T22:00:00Z'}
              - {type: Available, status: 'False', reason: Starting, lastTransitionTime: '2026-11-23T22:00:00Z'}
            """;
    private static final String LATER = """
            phase: Soaking
            live: {release: c-2, shortImage: 'a-shop-with-a-long-name/php:2.1.0', colour: green}
            target: {release: c-2, shortImage: 'a-shop-with-a-long-name/php:2.1.0', colour: green}
            rollback: {revision: b, colour: blue, possible: true, summary: blue until 22:54}
            conditions:
              - {type: Available, status: 'True', reason: Serving, lastTransitionTime: '2026-11-23T22:00:00Z'}
            """;

    private final RealApiServer server = RealApiServer.require();
    private final String namespace = server.newNamespace();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {NOTHING, FIRST, LATER})
    void printsWhatKubectlPrints(String status) throws Exception {
        // Given
        MagentoRelease store = create(status);
        // When
        List<String> printed = kubectl();
        // Then
        PrinterColumns columns = PrinterColumns.of(CommittedCrd.asCommitted());
        List<String> row = columns.row(store, Clock.systemUTC().instant());
        TableLayout layout = new TableLayout();
        layout.widensFor(columns.header());
        layout.widensFor(row);
        assertThat(printed.get(0)).isEqualTo(layout.line(columns.header()));
        assertThat(withoutAge(printed.get(1))).isEqualTo(withoutAge(layout.line(row)));
    }

    @ParameterizedTest
    @CsvSource({"-1,0s", "0,0s", "119,119s", "120,2m", "125,2m5s", "599,9m59s", "605,10m", "10799,179m"})
    void saysAgesAsKubectlDoes(long seconds, String age) {
        assertThat(PrinterColumns.age(Duration.ofSeconds(seconds))).isEqualTo(age);
    }

    @Test
    void takesTheAgeFromTheCreation() throws Exception {
        MagentoRelease store = create(FIRST);
        Instant created = Instant.parse(store.getMetadata().getCreationTimestamp());

        List<String> row = PrinterColumns.of(CommittedCrd.asCommitted()).row(store, created.plusSeconds(61));

        assertThat(row.get(row.size() - 1)).isEqualTo("61s");
    }

    /** Kubectl looked a moment earlier. */
    private static String withoutAge(String line) {
        return line.replaceFirst("[0-9]+s$", "");
    }

    private MagentoRelease create(String status) {
        MagentoRelease store = new MagentoRelease();
        store.setMetadata(new ObjectMetaBuilder()
                .withName("shop")
                .withNamespace(namespace)
                .build());
        store.setSpec(Serialization.unmarshal(
                "image: a\nenv: {secretName: shop-env}\nverification: {host: www.example.com}\n",
                MagentoReleaseSpec.class));
        MagentoRelease created = server.admin().resource(store).create();
        created.setStatus(Serialization.unmarshal(status, MagentoReleaseStatus.class));
        return server.admin().resource(created).updateStatus();
    }

    private List<String> kubectl() throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), server.kubeconfig());
        Process process = new ProcessBuilder(
                        RealApiServer.kubectl().toString(),
                        "--kubeconfig=" + kubeconfig,
                        "--namespace=" + namespace,
                        "get",
                        "mrel")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
