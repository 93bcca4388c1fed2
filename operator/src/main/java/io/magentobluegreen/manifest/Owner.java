package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/**
 * The resource that owns an object, so that the cluster collects the one with the other.
 *
 * @param name the resource's name, which is the store's
 * @param uid the resource's UID, never of a namesake before it
 */
public record Owner(String name, String uid) {

    static final String API_VERSION = "magento-bluegreen.io/v1alpha1";
    static final String KIND = "MagentoRelease";

    /** A controller reference: what carries another one is somebody else's and is never written. */
    public OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withName(name)
                .withUid(uid)
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
