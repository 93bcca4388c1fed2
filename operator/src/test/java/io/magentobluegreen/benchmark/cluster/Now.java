package io.magentobluegreen.benchmark.cluster;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock that the benchmark shares with the operator's process: microseconds of the epoch. */
public final class Now {
    private static final Clock CLOCK = Clock.systemUTC();

    private Now() {}

    public static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, CLOCK.instant());
    }

    static Instant instant() {
        return CLOCK.instant();
    }
}
