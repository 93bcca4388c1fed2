package io.magentobluegreen.schedule.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** The clock of one machine: the true time, and how far it is off. */
final class VirtualClock extends Clock {
    private final Supplier<Instant> truth;
    private final Duration off;

    VirtualClock(Supplier<Instant> truth, Duration off) {
        this.truth = truth;
        this.off = off;
    }

    @Override
    public Instant instant() {
        return truth.get().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("zones");
    }
}
