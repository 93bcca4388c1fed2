package io.magentobluegreen.schedule.chance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The picks of a schedule that were not 0, in order. As a text they are one word each, so that a test can hold them.
 */
public record Picks(List<Pick> all) {
    /** All goes well. */
    public static final Picks NONE = new Picks(List.of());

    /**
     * The value that was picked at the nth time that this topic and detail came up.
     *
     * @param nth counted from 0
     */
    public record Pick(Topic topic, int detail, int nth, int value) {
        @Override
        public String toString() {
            return topic + "." + detail + "." + nth + "=" + value;
        }

        static Pick parse(String word) {
            String[] parts = word.split("[.=]");
            return new Pick(
                    Topic.valueOf(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]));
        }
    }

    public Picks {
        all = List.copyOf(all);
    }

    public static Picks parse(String text) {
        return new Picks(Arrays.stream(text.trim().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(Pick::parse)
                .toList());
    }

    public int size() {
        return all.size();
    }

    /** Without those from one place to before another. */
    public Picks without(int from, int to) {
        List<Pick> rest = new ArrayList<>(all.subList(0, from));
        rest.addAll(all.subList(to, all.size()));
        return new Picks(rest);
    }

    /** With another value at one place. */
    public Picks with(int at, int value) {
        List<Pick> others = new ArrayList<>(all);
        Pick old = others.get(at);
        others.set(at, new Pick(old.topic(), old.detail(), old.nth(), value));
        return new Picks(others);
    }

    @Override
    public String toString() {
        return all.stream().map(Pick::toString).collect(Collectors.joining(" "));
    }
}
