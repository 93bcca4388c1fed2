package io.magentobluegreen.schedule.world;

import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.schedule.api.Gate;

/** Where a bug can be planted in the operator: between its parts, which are handed on as they are without one. */
public interface Seams {
    /** No bug. */
    Seams SOUND = new Seams() {};

    /** Between a process and the API server. */
    default Gate way(World world, Gate sound) {
        return sound;
    }

    /** Between the reconcilers and the cluster. */
    default StoreCluster cluster(World world, StoreCluster sound) {
        return sound;
    }

    /** Between the observer and the informers. */
    default StoreCache cache(World world, StoreCache sound) {
        return sound;
    }
}
