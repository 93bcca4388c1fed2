package io.magentobluegreen.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** The upper bounds of histograms, few enough that each value of a label may have them all. */
final class Buckets {
    /** One request, or one reconciliation. */
    static final Duration[] QUICK = millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    /** One gate of a release. */
    static final Duration[] STEP = seconds(1, 2, 5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200);

    /** A release: from a small store with nothing to upgrade to one that waits for an approval over lunch. */
    static final Duration[] RELEASE = seconds(30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 14_400);

    private Buckets() {}

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private static Duration[] seconds(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }
}
