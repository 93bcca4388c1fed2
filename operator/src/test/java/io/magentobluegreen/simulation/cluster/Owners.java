package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** References to the object that another one was made for. */
final class Owners {
    private Owners() {}

    static OwnerReference controller(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** What tells the children of this object from those of another one of its name. */
    static String suffix(HasMetadata owner) {
        return owner.getMetadata().getUid().replaceFirst(".*(.{5})$", "$1");
    }
}
