package io.magentobluegreen.demo.world;

import io.magentobluegreen.load.Load;
import io.magentobluegreen.load.LoadPlan;
import io.magentobluegreen.load.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * People who visit the store without a pause: each asks for the next page as soon as the last one is there, on a connection
 * of its own, and never asks twice for the same.
 */
public final class Customers implements AutoCloseable {
    private static final int PEOPLE = 2;
    private static final Duration NO_PAUSE = Duration.ZERO;
    private static final LoadReport NOTHING =
            new LoadReport(0, 0, List.of(), Optional.empty(), Map.of(), new TreeMap<>(), 0, Duration.ZERO, false);

    private final LoadPlan plan;
    private Optional<Load> load = Optional.empty();

    Customers(InetSocketAddress shop) {
        plan = LoadPlan.of(shop, LoadPlan.Mode.NEW_CONNECTION, "www.example.com", "/")
                .withThreads(PEOPLE)
                .withPause(NO_PAUSE)
                .withLimit(Duration.ofMinutes(5));
    }

    /** The store has opened. Where they are there already nothing changes. */
    public void come() {
        if (load.isEmpty()) {
            load = Optional.of(Load.start(plan));
        }
    }

    /** What they have seen up to now. */
    public LoadReport report() {
        return load.map(Load::report).orElse(NOTHING);
    }

    /** They leave after the requests under way; what they have seen stays. */
    @Override
    public void close() {
        load.ifPresent(Load::stop);
    }
}
