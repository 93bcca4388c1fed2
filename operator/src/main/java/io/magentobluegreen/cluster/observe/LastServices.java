package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.Ownership;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Services;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Each store's live Service as it was last seen with a record and an owner: what a deleted one is made again from, and what one
 * that was replaced as a whole is known by. Safe from every thread.
 */
public final class LastServices {
    private final Map<StoreKey, Service> last = new ConcurrentHashMap<>();

    public void saw(StoreKey store, Optional<Service> service) {
        service.filter(seen -> Recorded.on(seen).isPresent())
                .filter(seen -> !seen.getMetadata().getOwnerReferences().isEmpty() || Services.isAdopted(seen))
                .ifPresent(seen -> last.put(store, seen));
    }

    public Optional<Service> of(StoreKey store) {
        return Optional.ofNullable(last.get(store));
    }

    /** Whose objects are the resource's, now that its live Service is known. */
    Ownership ownership(MagentoRelease resource) {
        Ownership ownership = Ownership.of(resource);
        return ownership.knowing(of(StoreKey.of(resource)).filter(ownership::owns));
    }

    public void forget(StoreKey store) {
        last.remove(store);
    }
}
