package io.magentobluegreen.cluster.action;

import io.magentobluegreen.cluster.StoreKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores of which this process knows that no collection was broken off: it looks once at each, and again after one
 * that failed, or after a while where something had to be left. Safe from every thread.
 */
public final class TidyStores {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Map<StoreKey, Instant> tidyUntil = new ConcurrentHashMap<>();

    boolean isTidy(StoreKey store, Instant now) {
        return Optional.ofNullable(tidyUntil.get(store)).filter(now::isBefore).isPresent();
    }

    void tidied(StoreKey store) {
        tidyUntil.put(store, Instant.MAX);
    }

    /** Something is left that may not be deleted yet. */
    void later(StoreKey store, Instant now) {
        tidyUntil.put(store, now.plus(AGAIN));
    }

    /** @return until when it was taken for tidy, for {@link #restore}; empty where it was not known to be */
    Optional<Instant> take(StoreKey store) {
        return Optional.ofNullable(tidyUntil.remove(store));
    }

    void restore(StoreKey store, Instant until) {
        tidyUntil.put(store, until);
    }

    public void forget(StoreKey store) {
        tidyUntil.remove(store);
    }
}
