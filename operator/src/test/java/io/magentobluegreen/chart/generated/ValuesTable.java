package io.magentobluegreen.chart.generated;

import com.fasterxml.jackson.databind.JsonNode;
import io.magentobluegreen.chart.Chart;
import io.magentobluegreen.manifest.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The chart's README with the table of its values, made from {@code values.yaml} and the comments above its lines. */
public final class ValuesTable {

    static final Path README = Chart.FOLDER.resolve("README.md");

    private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z]\\w*):.*$");
    private static final Pattern COMMENT = Pattern.compile("^ *# (.*)$");
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- values -->\n).*?(<!-- end of values -->\n)");

    /** A value: its path, and what its comment says. */
    public record Value(String path, String meaning) {}

    private ValuesTable() {}

    static String readme() {
        String table = values().stream().map(ValuesTable::row).collect(Collectors.joining());
        String whole = "| Value | Meaning | Default |\n| --- | --- | --- |\n" + table;
        return TABLE.matcher(read(README)).replaceFirst("$1\n" + Matcher.quoteReplacement(whole) + "\n$2");
    }

    /** Every value that has a comment, in the file's order. */
    public static List<Value> values() {
        List<Value> values = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        StringBuilder comment = new StringBuilder();
        for (String line : read(VALUES).split("\n", -1)) {
            Matcher said = COMMENT.matcher(line);
            Matcher key = KEY.matcher(line);
            if (said.matches()) {
                comment.append(comment.isEmpty() ? "" : " ").append(said.group(1));
                continue;
            }
            if (key.matches()) {
                enter(path, key);
                if (!comment.isEmpty()) {
                    values.add(new Value(String.join(".", path), comment.toString()));
                }
            }
            comment.setLength(0);
        }
        return values;
    }

    private static void enter(Deque<String> path, Matcher key) {
        while (path.size() > key.group(1).length() / 2) {
            path.removeLast();
        }
        path.addLast(key.group(2));
    }

    private static String row(Value value) {
        return "| `%s` | %s | `%s` |\n".formatted(value.path(), value.meaning(), defaultOf(value.path()));
    }

    private static JsonNode defaultOf(String path) {
        return defaults().at("/" + path.replace('.', '/'));
    }

    /** The whole of {@code values.yaml}. */
    static JsonNode defaults() {
        return Yaml.read(VALUES);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
