package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Which store.
 *
 * @param name the resource's name, and the value of the store label on all objects
 */
public record StoreKey(String namespace, String name) {
    public static StoreKey of(HasMetadata resource) {
        return new StoreKey(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
