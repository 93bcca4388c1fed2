package io.magentobluegreen.schedule.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When one controller is called for one resource: as the framework does, with its back-off and its longest interval. */
final class Loop {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final int DOUBLINGS = 8;
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);

    private boolean woken;
    private boolean running;
    private int failures;
    private Instant at = Instant.MAX;

    void wake() {
        woken = true;
    }

    boolean isDue(Instant now) {
        return !running && (woken || !at.isAfter(now));
    }

    /** When it runs although nothing wakes it. */
    Instant next() {
        return running ? Instant.MAX : at;
    }

    void begin() {
        woken = false;
        running = true;
        at = Instant.MAX;
    }

    void end(Instant now, Optional<Duration> again) {
        running = false;
        failures = 0;
        at = now.plus(again.filter(wish -> wish.compareTo(LONGEST) < 0).orElse(LONGEST));
    }

    /** There is nothing left to look after. */
    void rest() {
        running = false;
        failures = 0;
        at = Instant.MAX;
    }

    void failed(Instant now) {
        running = false;
        Duration wait = Duration.ofMillis(FIRST_RETRY_MILLIS << Math.min(failures++, DOUBLINGS));
        at = now.plus(wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY);
    }
}
