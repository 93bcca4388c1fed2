package io.magentobluegreen.cluster.record;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.Ledger.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ledger as the data of its ConfigMap: {@code facts}, one readable line each in order, {@code next}, and
 * {@code rebuilt}.
 *
 * <p>Lines are {@code touched IMAGE RELEASE JOB}, {@code ended JOB VERDICT}, {@code level IMAGE DIGEST} and
 * {@code cleaned JOB}. A word that is empty, or holds what would break a line, is written with {@code %} and hex digits.
 * A line whose first word nobody knows is a newer operator's: it is passed over, and kept in its place. Any other broken line makes the whole
 * ledger unreadable, since a database decision on half of the facts is worse than none.
 */
public final class LedgerCodec {
    static final String FACTS = "facts";
    static final String NEXT = "next";
    static final String REBUILT = "rebuilt";

    private LedgerCodec() {}

    public static Map<String, String> write(Ledger ledger) {
        Map<String, String> data = new TreeMap<>();
        data.put(
                FACTS,
                ledger.facts().stream()
                        .map(LedgerCodec::line)
                        .map(l -> l + "\n")
                        .collect(Collectors.joining()));
        data.put(NEXT, Integer.toString(ledger.next()));
        data.put(REBUILT, Boolean.toString(ledger.rebuilt()));
        return data;
    }

    /** The same over data that is there already: what a newer operator added stays. */
    public static Map<String, String> write(Ledger ledger, Map<String, String> before) {
        Map<String, String> data = new TreeMap<>(before);
        data.putAll(write(ledger));
        List<String> lines =
                KeptLines.among(lines(data.get(FACTS)), lines(before.getOrDefault(FACTS, "")), LedgerCodec::again);
        data.put(FACTS, lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
        return data;
    }

    private static List<String> lines(String facts) {
        return facts.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** As it would be written now, also where it is broken; empty when it is a newer operator's. */
    private static Optional<String> again(String line) {
        try {
            return fact(line).map(LedgerCodec::line);
        } catch (BrokenRecord e) {
            return Optional.of(line);
        }
    }

    /** Empty for null and for whatever is no ledger; never throws. */
    public static Optional<Ledger> read(Map<String, String> data) {
        if (data == null || !data.containsKey(FACTS) || !data.containsKey(NEXT)) {
            return Optional.empty();
        }
        try {
            List<Fact> facts = new ArrayList<>();
            for (String line : data.get(FACTS).split("\n")) {
                fact(line.strip()).ifPresent(facts::add);
            }
            return Optional.of(
                    new Ledger(facts, number(data.get(NEXT)), Boolean.parseBoolean(data.getOrDefault(REBUILT, ""))));
        } catch (BrokenRecord e) {
            return Optional.empty();
        }
    }

    private static String line(Fact fact) {
        if (fact instanceof Fact.Touched touched) {
            return words("touched", touched.image(), touched.release(), touched.job());
        }
        if (fact instanceof Fact.Ended ended) {
            return words("ended", ended.job(), ended.verdict());
        }
        if (fact instanceof Fact.Level level) {
            return words("level", level.image(), level.digest());
        }
        return words("cleaned", ((Fact.Cleaned) fact).job());
    }

    private static String words(String kind, String... arguments) {
        StringBuilder line = new StringBuilder(kind);
        for (String argument : arguments) {
            line.append(' ').append(LineWord.write(argument));
        }
        return line.toString();
    }

    private static Optional<Fact> fact(String line) {
        String[] words = line.split("\\s+");
        return switch (words[0]) {
            case "touched" -> Optional.of(new Fact.Touched(word(words, 1, 4), word(words, 2, 4), word(words, 3, 4)));
            case "ended" -> Optional.of(new Fact.Ended(word(words, 1, 3), word(words, 2, 3)));
            case "level" -> Optional.of(new Fact.Level(word(words, 1, 3), word(words, 2, 3)));
            case "cleaned" -> Optional.of(new Fact.Cleaned(word(words, 1, 2)));
            default -> Optional.empty();
        };
    }

    private static String word(String[] words, int index, int needed) {
        if (words.length < needed) {
            throw new BrokenRecord("the line \"" + String.join(" ", words) + "\" is too short");
        }
        return LineWord.read(words[index]);
    }

    private static int number(String text) {
        try {
            int next = Integer.parseInt(text.strip());
            if (next < 1) {
                throw new BrokenRecord("release numbers begin at 1");
            }
            return next;
        } catch (NumberFormatException e) {
            throw new BrokenRecord("next is no number");
        }
    }
}
