package io.magentobluegreen.benchmark.measure;

import java.util.ArrayList;
import java.util.List;

/** What is printed and written: a summary against the aims, then tables. Safe from every thread. */
public final class Report {
    /** The value of a figure of which there is none. */
    static final String NOT_MEASURED = "–";

    private final List<List<String>> summary = new ArrayList<>();
    private final StringBuilder tables = new StringBuilder();

    /** A figure and what it has to be; {@code met} says whether it is, which nobody knows of what was not measured. */
    public synchronized void figure(String name, String value, String aim, boolean met) {
        String verdict = met ? "yes" : "**no**";
        summary.add(List.of(name, value, aim, value.equals(NOT_MEASURED) ? "not measured" : verdict));
    }

    /** A figure without an aim. */
    public synchronized void figure(String name, String value) {
        summary.add(List.of(name, value, "", ""));
    }

    public synchronized void table(String title, List<String> head, List<List<String>> rows) {
        tables.append("\n## ").append(title).append("\n\n").append(markdown(head, rows));
    }

    /** A sentence under the tables, such as that a part was stopped. */
    public synchronized void note(String sentence) {
        tables.append('\n').append(sentence).append('\n');
    }

    /** @param preface lines that say what was measured, and on what */
    public synchronized String markdown(String preface) {
        return "# Benchmark\n\n" + preface + "\n## Summary\n\n"
                + markdown(List.of("Figure", "Measured", "Aim", "Met"), summary) + tables;
    }

    private static String markdown(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(line(head));
        text.append(line(head.stream().map(column -> "---").toList()));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
