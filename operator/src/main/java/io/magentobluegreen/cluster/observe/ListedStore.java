package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import java.util.List;
import java.util.function.Supplier;

/** One store as the API server lists it from the moment this is made: also what no cache knows yet. Its pods too. */
final class ListedStore implements StoreCache {
    private final LiveStore live;
    private final Supplier<List<Deployment>> deployments;
    private final Supplier<List<Service>> services;
    private final Supplier<List<EndpointSlice>> slices;
    private final Supplier<StorePods> pods;

    ListedStore(KubernetesClient client, Ahead ahead, StoreKey store) {
        this.live = new LiveStore(client);
        this.deployments = ahead.begin(() -> live.deployments(store));
        this.services = ahead.begin(() -> live.services(store));
        this.slices = ahead.begin(() -> live.slices(store));
        this.pods = ahead.begin(() -> StorePods.now(client, store));
    }

    @Override
    public List<Deployment> deployments(StoreKey store) {
        return deployments.get();
    }

    @Override
    public List<Job> jobs(StoreKey store) {
        return live.jobs(store);
    }

    @Override
    public List<Service> services(StoreKey store) {
        return services.get();
    }

    @Override
    public List<EndpointSlice> slices(StoreKey store) {
        return slices.get();
    }

    StorePods pods() {
        return pods.get();
    }
}
