package io.magentobluegreen.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the chart renders for the main combinations of values.
 *
 * <p>{@code -Dmanifests.regenerate=true} writes the expected files anew.
 */
class GoldenChartTest {

    static Stream<ChartCase> cases() throws IOException {
        return ChartCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void rendersWhatTheFileShows(ChartCase values) throws IOException {
        String rendered = values.rendered();
        if (Boolean.getBoolean("manifests.regenerate")) {
            Files.writeString(values.expected(), rendered);
        }

        assertThat(rendered).isEqualTo(ChartCase.read(values.expected()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void usesEveryFileOfACase(ChartCase values) throws IOException {
        try (Stream<Path> files = Files.list(values.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("values.yaml", "expected.yaml");
        }
    }
}
