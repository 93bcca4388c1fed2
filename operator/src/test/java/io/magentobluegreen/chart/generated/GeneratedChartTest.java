package io.magentobluegreen.chart.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.magentobluegreen.api.CommittedCrd;
import io.magentobluegreen.chart.Chart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is made from the definition, the values and the chart is as they are now; {@code ./mvnw -Pcrds test} makes it anew. */
class GeneratedChartTest {

    private static final String STALE = "stale: run ./mvnw -Pcrds test and commit the result";

    @BeforeAll
    static void writeItWhereAsked() throws IOException {
        if (!Boolean.getBoolean("crds.write")) {
            return;
        }
        Files.writeString(ChartCrd.FILE, ChartCrd.template(CommittedCrd.fromRecords()));
        Files.writeString(ValuesTable.README, ValuesTable.readme());
        for (String stale : committed().keySet()) {
            Files.delete(Kustomize.FOLDER.resolve(stale));
        }
        for (Map.Entry<String, String> file : Kustomize.files().entrySet()) {
            Path path = Kustomize.FOLDER.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    @Test
    void bringsTheDefinitionThatIsCommitted() throws IOException {
        assertThat(Files.readString(ChartCrd.FILE)).as(STALE).isEqualTo(ChartCrd.template(CommittedCrd.text()));
    }

    @Test
    void rendersTheDefinitionAsItIs() {
        var rendered = Chart.objects("somewhere", "").stream()
                .filter(object -> object.getKind().equals("CustomResourceDefinition"))
                .toList();

        assertThat(rendered)
                .hasSize(1)
                .allSatisfy(definition -> assertThat(definition)
                        .extracting("spec")
                        .isEqualTo(CommittedCrd.asCommitted().getSpec()));
    }

    @Test
    void showsEveryValueInItsReadme() throws IOException {
        assertThat(Files.readString(ValuesTable.README)).as(STALE).isEqualTo(ValuesTable.readme());
    }

    @Test
    void saysWhatEveryValueMeans() {
        var explained =
                ValuesTable.values().stream().map(ValuesTable.Value::path).toList();

        assertThat(leaves("", ValuesTable.defaults()))
                .hasSizeGreaterThan(60)
                .allSatisfy(leaf -> assertThat(explained).anyMatch(value -> (leaf + ".").startsWith(value + ".")));
    }

    @Test
    void offersTheSameByKustomize() throws IOException {
        Map<String, String> made = Kustomize.files();
        Map<String, String> committed = committed();

        assertThat(committed).as(STALE).containsOnlyKeys(made.keySet());
        assertThat(made)
                .allSatisfy((file, text) -> assertThat(committed.get(file))
                        .as(file + " is " + STALE)
                        .isEqualTo(text));
    }

    private static Stream<String> leaves(String path, JsonNode value) {
        if (!value.isObject() || value.isEmpty()) {
            return Stream.of(path);
        }
        return value.properties().stream()
                .flatMap(field ->
                        leaves(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
    }

    /** The files of the folder that are there, by path below it; people's own README is none of them. */
    private static Map<String, String> committed() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(Kustomize.FOLDER)) {
            return texts;
        }
        try (Stream<Path> files = Files.walk(Kustomize.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("README.md")) {
                    texts.put(Kustomize.FOLDER.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }
}
