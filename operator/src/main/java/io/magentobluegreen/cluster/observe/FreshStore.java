package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a cache shows of one store, each read by its name as the API server has it from the moment this is made. A GET comes
 * from the database at once, where a LIST waits until the API server's own watch has caught up. What the cache does not know
 * yet is not here: a pod or an endpoint that is missing keeps a gate shut, and none is opened by an absence. Jobs are as the
 * cache has them, because records and the ledger say what they have done.
 */
final class FreshStore implements StoreCache {
    private final KubernetesClient client;
    private final Ahead ahead;
    private final StoreCache cache;
    private final Supplier<List<Deployment>> deployments;
    private final Supplier<List<Service>> services;
    private final Supplier<List<EndpointSlice>> slices;

    FreshStore(KubernetesClient client, Ahead ahead, StoreCache cache, StoreKey store) {
        this.client = client;
        this.ahead = ahead;
        this.cache = cache;
        this.deployments = begin(Deployment.class, cache.deployments(store));
        this.services = begin(Service.class, cache.services(store));
        this.slices = begin(EndpointSlice.class, cache.slices(store));
    }

    private <T extends HasMetadata> Supplier<List<T>> begin(Class<T> kind, List<T> cached) {
        List<Supplier<T>> reads = cached.stream()
                .map(object -> ahead.begin(() -> client.resources(kind)
                        .inNamespace(object.getMetadata().getNamespace())
                        .withName(object.getMetadata().getName())
                        .get()))
                .toList();
        return () -> reads.stream().map(Supplier::get).filter(Objects::nonNull).toList();
    }

    @Override
    public List<Deployment> deployments(StoreKey store) {
        return deployments.get();
    }

    @Override
    public List<Job> jobs(StoreKey store) {
        return cache.jobs(store);
    }

    @Override
    public List<Service> services(StoreKey store) {
        return services.get();
    }

    @Override
    public List<EndpointSlice> slices(StoreKey store) {
        return slices.get();
    }
}
