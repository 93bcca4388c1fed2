package io.magentobluegreen.cluster.observe;

import io.magentobluegreen.cluster.StoreKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when this process has looked at a store without a pause. Time away, held or crashed is no evidence. Safe from
 * every thread.
 */
public final class Attention {
    /** Longer than the longest time between two reconciliations of an idle store. */
    private static final Duration GAP = Duration.ofMinutes(11);

    private final Map<StoreKey, Look> looks = new ConcurrentHashMap<>();

    private record Look(Instant since, Instant last) {}

    /** Looks now. While the store is held, by a pause or because it is not known what is wanted, nothing is waited for. */
    Instant look(StoreKey store, boolean held, Instant now) {
        return looks.compute(store, (key, before) -> {
                    boolean unbroken = before != null
                            && !held
                            && now.isBefore(before.last().plus(GAP));
                    return new Look(unbroken ? before.since() : now, now);
                })
                .since();
    }

    void forget(StoreKey store) {
        looks.remove(store);
    }
}
