package io.magentobluegreen.schedule.chance;

import java.util.ArrayList;
import java.util.List;

/** Counts how often each topic and detail has come up, and writes down what was picked. */
abstract class Counted implements Choices {
    private static final int DETAILS = 256;

    private final int[] times = new int[Topic.values().length * DETAILS];
    private final List<Picks.Pick> picks = new ArrayList<>();

    @Override
    public final int pick(Topic topic, int detail, int bound) {
        int key = key(topic, detail);
        int nth = times[key]++;
        int value = bound < 2 ? 0 : value(topic, key, nth, bound);
        if (value != 0) {
            picks.add(new Picks.Pick(topic, detail, nth, value));
        }
        return value;
    }

    static int key(Topic topic, int detail) {
        return topic.ordinal() * DETAILS + detail;
    }

    abstract int value(Topic topic, int key, int nth, int bound);

    @Override
    public Picks picks() {
        return new Picks(picks);
    }
}
