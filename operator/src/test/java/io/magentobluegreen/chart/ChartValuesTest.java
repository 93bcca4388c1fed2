package io.magentobluegreen.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import io.magentobluegreen.chart.generated.ValuesTable;
import io.magentobluegreen.manifest.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Helm says to the chart, and to values that cannot be meant.
 *
 * <p>A file of {@code chart/invalid} begins with {@code # Refused: } and a part of the message.
 */
class ChartValuesTest {

    private static final Path INVALID = Path.of("src/test/resources/chart/invalid");
    private static final String REFUSED = "# Refused: ";

    static Stream<Path> invalid() throws IOException {
        try (Stream<Path> files = Files.list(INVALID)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void passTheLinter() {
        LintResult result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).allMatch(message -> message.startsWith("[INFO]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void areRefusedWithTheirName(Path file) {
        String values = ChartCase.read(file);
        assertThat(values).startsWith(REFUSED);
        String message = values.lines().findFirst().orElseThrow().substring(REFUSED.length());

        assertThatThrownBy(() -> Chart.text("operators", values)).hasMessageContaining(message);
    }

    @Test
    void areKnownToTheSchemaOneByOne() {
        JsonNode schema = Yaml.read(Chart.FOLDER.resolve("values.schema.json"));

        assertThat(ValuesTable.values()).isNotEmpty().allSatisfy(value -> {
            String pointer = "/properties/" + value.path().replace(".", "/properties/");
            assertThat(schema.at(pointer).isMissingNode()).as(value.path()).isFalse();
        });
    }

    @Test
    void haveTheVersionOfTheProgram() {
        JsonNode chart = Yaml.read(Chart.FOLDER.resolve("Chart.yaml"));
        String pom = ChartCase.read(Path.of("pom.xml"));

        assertThat(List.of(
                        chart.get("version").asText(), chart.get("appVersion").asText()))
                .allSatisfy(version -> assertThat(pom).contains("<version>" + version + "</version>"));
    }

    @Test
    void nameTheImageThatTheBuildMakes() {
        String repository = Yaml.read(Chart.FOLDER.resolve("values.yaml"))
                .at("/image/repository")
                .asText();

        assertThat(ChartCase.read(Path.of("pom.xml")))
                .contains("<image.name>" + repository + ":${project.version}</image.name>");
    }
}
