package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import java.util.List;

/** The API server itself, as a cache that is never behind: one LIST for each question. */
public final class LiveStore implements StoreCache {
    private final KubernetesClient client;

    public LiveStore(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public List<Deployment> deployments(StoreKey store) {
        return list(Deployment.class, store);
    }

    @Override
    public List<Job> jobs(StoreKey store) {
        return list(Job.class, store);
    }

    @Override
    public List<Service> services(StoreKey store) {
        return list(Service.class, store);
    }

    @Override
    public List<EndpointSlice> slices(StoreKey store) {
        return list(EndpointSlice.class, store);
    }

    private <T extends HasMetadata> List<T> list(Class<T> kind, StoreKey store) {
        return client.resources(kind)
                .inNamespace(store.namespace())
                .withLabel(Labels.STORE, store.name())
                .list()
                .getItems();
    }
}
