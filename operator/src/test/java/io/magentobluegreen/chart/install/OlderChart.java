package io.magentobluegreen.chart.install;

import io.magentobluegreen.chart.Chart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the chart as an older version might have been: a column of the definition says something else. */
record OlderChart(Path folder) {

    static final String THEN = "The image that served customers.";
    static final String NOW = "The image that serves customers.";

    static OlderChart in(Path folder) {
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            List<Path> texts = files.filter(Files::isRegularFile).toList();
            for (Path file : texts) {
                Path copy = folder.resolve(Chart.FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, older(Files.readString(file)));
            }
            return new OlderChart(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String older(String text) {
        return text.replace(NOW, THEN);
    }
}
