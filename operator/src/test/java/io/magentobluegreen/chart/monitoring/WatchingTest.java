package io.magentobluegreen.chart.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts and panels ask for nothing but what {@code docs/metrics.md} promises, and Prometheus' own tool understands them. */
class WatchingTest {

    private static final Path SCENES = Path.of("src/test/resources/chart/alerts.yaml");
    private static final Set<String> LISTED = Set.of("phase", "outcome", "trigger", "verb");

    @TempDir
    private Path folder;

    static Stream<Query> queries() {
        return Watching.queries();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void asksOnlyForWhatThereIs(Query query) throws IOException {
        MetricsTable table = MetricsTable.read();

        assertThat(query.series()).isNotEmpty();
        assertThat(table.series().keySet()).containsAll(query.series());
        assertThat(table.labels(query.series())).containsAll(query.labels());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void asksOnlyForValuesThatAreListed(Query query) throws IOException {
        for (Map.Entry<String, String> wanted : query.values().entrySet()) {
            if (LISTED.contains(wanted.getKey())) {
                assertThat(Arrays.stream(wanted.getValue().split("[|]")).map(value -> "`" + value + "`"))
                        .allMatch(MetricsTable.valuesOf(wanted.getKey())::contains);
            }
        }
    }

    @Test
    void usesEveryMetricOfStoresSomewhere() throws IOException {
        List<String> used =
                Watching.queries().flatMap(query -> query.series().stream()).toList();

        assertThat(MetricsTable.read().series().keySet().stream()
                        .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", "")))
                .allSatisfy(name -> assertThat(used).anyMatch(series -> series.startsWith(name)));
    }

    @Test
    void explainsEveryAlert() {
        assertThat(Watching.alerts("{}")).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(alert.at("/annotations/summary").asText()).endsWith(".");
            assertThat(alert.at("/annotations/description").asText()).endsWith(".");
        });
    }

    @Test
    void leavesOutAlertsAndLabelsTheOthersWhereItIsAsked() {
        List<JsonNode> alerts = Watching.alerts("{disabled: [MagentoStoreDown], alertLabels: {team: shops}}");

        assertThat(alerts).hasSize(Watching.alerts("{}").size() - 1).allSatisfy(alert -> {
            assertThat(alert.get("alert").asText()).isNotEqualTo("MagentoStoreDown");
            assertThat(alert.at("/labels/team").asText()).isEqualTo("shops");
            assertThat(alert.at("/labels/severity").asText()).isNotBlank();
        });
    }

    @Test
    void firesWhenItShouldAndNotOtherwise() throws Exception {
        Files.writeString(folder.resolve("rules.yaml"), groups(Watching.groups("{}")));
        Files.copy(SCENES, folder.resolve("scenes.yaml"));

        promtool("test", "rules", "scenes.yaml");
    }

    @Test
    void drawsPanelsThatPrometheusUnderstands() throws Exception {
        List<Map<String, String>> rules = Watching.queries()
                .map(query -> Map.of("record", "panel", "expr", query.text().replace("$__range", "1h")))
                .toList();
        Files.writeString(folder.resolve("rules.yaml"), groups(List.of(Map.of("name", "panels", "rules", rules))));

        promtool("check", "rules", "--lint=none", "rules.yaml");
    }

    private static String groups(Object groups) {
        return new KubernetesSerialization().asYaml(Map.of("groups", groups));
    }

    private void promtool(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(Programs.require("promtool").toString()), Stream.of(arguments))
                                .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
