package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/**
 * Keeps what is read and drops what is not: managed fields, which are the larger half of many objects, and the pod template of
 * a Job. A Job is read itself before it is written.
 */
final class LeanItemStore<T extends HasMetadata> extends BasicItemStore<T> {
    /** So many objects are listed at a time: those of a thousand stores as they come would not fit, before they are lean. */
    static final long PAGE = 200;

    LeanItemStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().setManagedFields(null);
        if (object instanceof Job job && job.getSpec() != null) {
            job.getSpec().setTemplate(null);
        }
        return super.put(key, object);
    }
}
