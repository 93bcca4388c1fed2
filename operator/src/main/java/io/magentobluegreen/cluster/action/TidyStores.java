package io.magentobluegreen.cluster.action;

import io.magentobluegreen.cluster.StoreKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores of which this process knows that no collection was broken off: it looks once at each, and again after one
 * that failed. Safe from every thread.
 */
public final class TidyStores {
    private final Set<StoreKey> tidy = ConcurrentHashMap.newKeySet();

    boolean isTidy(StoreKey store) {
        return tidy.contains(store);
    }

    void tidied(StoreKey store) {
        tidy.add(store);
    }

    public void forget(StoreKey store) {
        tidy.remove(store);
    }
}
