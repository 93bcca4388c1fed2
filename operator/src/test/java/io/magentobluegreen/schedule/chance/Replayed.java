package io.magentobluegreen.schedule.chance;

import java.util.HashMap;
import java.util.Map;

/** Picks what was written down, and 0 for everything else. */
public final class Replayed extends Counted {
    private final Map<Long, Integer> values = new HashMap<>();

    public Replayed(Picks picks) {
        picks.all().forEach(pick -> values.put(place(key(pick.topic(), pick.detail()), pick.nth()), pick.value()));
    }

    private static long place(int key, int nth) {
        return ((long) key << Integer.SIZE) | nth;
    }

    @Override
    int value(Topic topic, int key, int nth, int bound) {
        return Math.min(values.getOrDefault(place(key, nth), 0), bound - 1);
    }
}
