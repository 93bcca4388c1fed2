package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/**
 * The objects of a store that carry its label, as somebody holds them: informers, or the API server itself.
 *
 * <p>What comes back may be shared and is never changed by who asked. An informer may be behind; it is never relied on
 * for an absence that creates, scales or fails something.
 */
public interface StoreCache {
    List<Deployment> deployments(StoreKey store);

    List<Job> jobs(StoreKey store);

    /** The live and the preview Service. */
    List<Service> services(StoreKey store);

    /** Slices of the store's Services: the cluster copies a Service's labels to them. */
    List<EndpointSlice> slices(StoreKey store);
}
