package io.magentobluegreen.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The families of a scrape, each as its type and its labels; the largest value that a histogram adds is no family. */
final class Families {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

    private Families() {}

    static Map<String, String> of(String scraped) {
        Map<String, String> families = new TreeMap<>();
        TYPE.matcher(scraped)
                .results()
                .forEach((MatchResult type) ->
                        families.put(type.group(1), type.group(2) + " " + labels(scraped, type.group(1))));
        families.keySet().removeIf(name -> name.endsWith("_max") && families.containsKey(name.replaceAll("_max$", "")));
        return families;
    }

    private static String labels(String scraped, String family) {
        return Pattern.compile("(?m)^" + family + "(?:_bucket|_count|_sum)?(?:\\{(.*)})? ")
                .matcher(scraped)
                .results()
                .map(sample -> sample.group(1))
                .map(labels -> labels == null ? "" : labels)
                .flatMap(labels -> Arrays.stream(labels.split(",")))
                .map(label -> label.split("=")[0])
                .filter(name -> !name.equals("le") && !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .sorted(Families::asDocumented)
                .collect(Collectors.joining(","));
    }

    /** Which store comes first, then the rest. */
    private static int asDocumented(String one, String other) {
        return Integer.compare(rank(one), rank(other)) != 0
                ? Integer.compare(rank(one), rank(other))
                : one.compareTo(other);
    }

    private static int rank(String label) {
        return switch (label) {
            case "namespace", "verb", "kind" -> 0;
            case "name", "resource" -> 1;
            default -> 2;
        };
    }
}
