package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/** Keeps what is read and drops managed fields, which are the larger half of many objects. */
final class LeanItemStore<T extends HasMetadata> extends BasicItemStore<T> {
    LeanItemStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().setManagedFields(null);
        return super.put(key, object);
    }
}
