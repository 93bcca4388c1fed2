package io.magentobluegreen.chart.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code docs/metrics.md} promises: the series that there are, and each one's labels. */
record MetricsTable(Map<String, Set<String>> series) {

    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    static MetricsTable read() throws IOException {
        Map<String, Set<String>> series = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("| `magento_release_")) {
                String[] cells = line.split("\\|");
                Set<String> labels = quoted(cells[3]).collect(Collectors.toCollection(TreeSet::new));
                names(quoted(cells[1]).findFirst().orElseThrow(), cells[2].strip())
                        .forEach(name -> series.put(name, labels));
            }
        }
        return new MetricsTable(series);
    }

    private static Stream<String> names(String name, String type) {
        return type.equals("histogram")
                ? Stream.of("_bucket", "_count", "_sum", "_max").map(name::concat)
                : Stream.of(name);
    }

    private static Stream<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map((MatchResult match) -> match.group(1));
    }

    /** The labels that one of these series has, those beside them that a scrape adds, and a bucket's bound. */
    Set<String> labels(Set<String> names) {
        Set<String> labels = new TreeSet<>(Set.of("namespace", "job", "pod", "le"));
        names.forEach(name -> labels.addAll(series.getOrDefault(name, Set.of())));
        return labels;
    }

    /** The values that the document lists for these labels. */
    static String valuesOf(String label) throws IOException {
        return Arrays.stream(Files.readString(DOCUMENT).split("\n"))
                .filter(line -> line.startsWith("| `" + label + "`"))
                .collect(Collectors.joining("\n"));
    }
}
