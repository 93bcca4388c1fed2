package io.magentobluegreen.cluster.observe;

import io.magentobluegreen.cluster.StoreKey;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Since when the live set of a store has had no ready endpoint, as this process saw it. Safe from every thread. */
final class SilenceBook {
    private final Map<StoreKey, Silence> silences = new ConcurrentHashMap<>();

    private record Silence(String revision, Instant since) {}

    /** Null while it has one. */
    Instant since(StoreKey store, String revision, boolean silent, Instant now) {
        Silence silence = silences.compute(store, (key, before) -> {
            if (!silent) {
                return null;
            }
            return before != null && before.revision().equals(revision) ? before : new Silence(revision, now);
        });
        return silence == null ? null : silence.since();
    }

    void forget(StoreKey store) {
        silences.remove(store);
    }
}
