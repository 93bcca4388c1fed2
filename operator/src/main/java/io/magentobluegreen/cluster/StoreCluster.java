package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.api.MagentoRelease;
import java.util.Optional;

/**
 * The cluster as the reconcilers use it: observe, plan, then {@code observation.work().carryOut(plan.actions())}. One for
 * the whole process; what it remembers of a store (answers of tasks, soak, since when it looks) is dropped by
 * {@link #forget}.
 */
public interface StoreCluster {
    /**
     * What the resource asks for and the cluster shows, from the caches; what matters and is absent there is asked for
     * once more. Wrong input is a {@code Problem} in the result, an API server that does not answer is an exception.
     */
    Observation observe(MagentoRelease resource);

    /**
     * The guard's look. It needs no Secret, spec's image or set's ConfigMap; the ledger may be unreadable. A resource
     * that is not in the cache has no guard: do not ask.
     *
     * @param deleted the live Service as the event of its deletion had it; empty otherwise
     */
    GuardObservation observeGuard(MagentoRelease resource, Optional<Service> deleted);

    /** The resource is gone: drops what was remembered of it, and the tasks that run for it. */
    void forget(StoreKey store);
}
