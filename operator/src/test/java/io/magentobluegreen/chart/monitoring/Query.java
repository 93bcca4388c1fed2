package io.magentobluegreen.chart.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An expression in Prometheus' language, taken apart far enough to see what it asks for. */
record Query(String text) {

    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring) *\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Pattern SERIES = Pattern.compile("[a-zA-Z_:][\\w:]*(?! *[\\w(])(?![\\w:])");
    private static final Pattern MATCHER = Pattern.compile("(\\w+) *(=~|!~|!=|=) *\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "on", "sum", "max", "min", "count");

    /** Names of what it reads. */
    Set<String> series() {
        String rest = Stream.of(TEXT, RANGE, MATCHERS, GROUPING)
                .reduce(text, (left, part) -> part.matcher(left).replaceAll(" "), (one, other) -> one);
        return names(SERIES, rest).filter(name -> !WORDS.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Labels by which it chooses or groups. */
    Set<String> labels() {
        Set<String> labels = new TreeSet<>(values().keySet());
        GROUPING.matcher(text).results().forEach(by -> names(NAME, by.group(1)).forEach(labels::add));
        return labels;
    }

    /** What it wants labels to be, by label. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        MATCHER.matcher(text).results().forEach(match -> values.put(match.group(1), match.group(3)));
        return values;
    }

    private static Stream<String> names(Pattern pattern, String in) {
        return pattern.matcher(in).results().map(MatchResult::group);
    }
}
