package io.magentobluegreen.demo.timeline;

import io.magentobluegreen.api.status.LiveStatus;
import io.magentobluegreen.load.LoadReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which colour answered when: a column for each second (or for more, where they would be too many), and each spell in words. */
public final class Timeline {
    private static final int MOST_COLUMNS = 70;
    private static final int LABEL = 9;

    private final Map<String, LiveStatus> sets = new TreeMap<>();
    private final Map<Integer, Instant> scenes = new TreeMap<>();

    /** The set of this revision has served. */
    public void set(String revision, LiveStatus live) {
        sets.putIfAbsent(revision, live);
    }

    /** A scene has begun. */
    public void scene(int number, Instant at) {
        scenes.put(number, at);
    }

    /** Without an answer there is nothing to draw. */
    public List<String> of(LoadReport report) {
        return report.timeline().isEmpty() ? List.of() : new Drawing(report).lines();
    }

    private String colour(String revision) {
        return sets.containsKey(revision) ? sets.get(revision).colour() : "unknown";
    }

    private final class Drawing {
        private final LoadReport report;
        private final Instant begin;
        private final int columns;
        private final int secondsEach;

        Drawing(LoadReport report) {
            this.report = report;
            this.begin = report.timeline().firstKey();
            int seconds = second(report.timeline().lastKey()) + 1;
            this.secondsEach = (seconds + MOST_COLUMNS - 1) / MOST_COLUMNS;
            this.columns = (seconds + secondsEach - 1) / secondsEach;
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("Which colour answered when, a column for each %s:"
                    .formatted(secondsEach == 1 ? "second" : secondsEach + " seconds"));
            lines.add("");
            lines.add(row("scene", scenesByColumn()));
            colours().forEach(colour -> lines.add(row(colour, marks('#', column -> answered(colour, column)))));
            if (report.failed() > 0) {
                lines.add(row("failed", marks('!', this::failed)));
            }
            lines.add("");
            lines.addAll(spells());
            return lines;
        }

        private TreeSet<String> colours() {
            return report.releases().keySet().stream()
                    .map(Timeline.this::colour)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private String scenesByColumn() {
            StringBuilder marks = new StringBuilder(" ".repeat(columns + 1));
            scenes.forEach((number, at) -> {
                int column = Math.max(0, column(at));
                marks.replace(column, column + 1, Integer.toString(number));
            });
            return marks.toString();
        }

        private boolean answered(String colour, int column) {
            return report.timeline().entrySet().stream()
                    .filter(second -> column(second.getKey()) == column)
                    .anyMatch(second -> second.getValue().keySet().stream()
                            .anyMatch(revision -> colour(revision).equals(colour)));
        }

        private boolean failed(int column) {
            return report.failures().stream().anyMatch(failure -> column(failure.failedAt()) == column);
        }

        private String marks(char mark, IntPredicate marked) {
            return IntStream.range(0, columns)
                    .mapToObj(column -> marked.test(column) ? String.valueOf(mark) : " ")
                    .collect(Collectors.joining());
        }

        private String row(String label, String marks) {
            return label + " ".repeat(Math.max(1, LABEL - label.length())) + marks.stripTrailing();
        }

        private List<String> spells() {
            List<Spell> spells = new ArrayList<>();
            report.timeline()
                    .forEach((at, answers) ->
                            answers.forEach((revision, count) -> add(spells, revision, second(at), count)));
            return spells.stream().map(this::say).toList();
        }

        /** A spell goes on as long as no second is without an answer of it. */
        private void add(List<Spell> spells, String revision, int second, long answers) {
            for (int index = 0; index < spells.size(); index++) {
                Spell spell = spells.get(index);
                if (spell.revision().equals(revision) && spell.last() >= second - 1) {
                    spells.set(index, new Spell(revision, spell.first(), second, spell.answers() + answers));
                    return;
                }
            }
            spells.add(new Spell(revision, second, second, answers));
        }

        private String say(Spell spell) {
            String image = sets.containsKey(spell.revision())
                    ? sets.get(spell.revision()).image()
                    : spell.revision();
            return "%-8s %s  second %3d to %3d  %,7d answers"
                    .formatted(colour(spell.revision()), image, spell.first(), spell.last(), spell.answers());
        }

        private int second(Instant at) {
            return (int)
                    Duration.between(begin, at.truncatedTo(ChronoUnit.SECONDS)).toSeconds();
        }

        private int column(Instant at) {
            return Math.floorDiv(second(at), secondsEach);
        }
    }

    private record Spell(String revision, int first, int last, long answers) {}
}
