package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.want.Problem;
import java.util.Optional;

/**
 * Whose an object is. Ours is what our resource controls, by UID; whatever else has a name that we need is never
 * written. A live Service that a person replaced as a whole ({@code kubectl replace}) lost its owner with its selector and
 * keeps its UID: by that it is still known as ours.
 *
 * @param uid the resource's UID
 * @param service UID of the live Service that was last seen as ours
 */
public record Ownership(String kind, String store, String uid, Optional<String> service) {
    public static final String NAME_TAKEN = "NameTaken";
    public static final String PREDECESSOR_LEAVING = "PredecessorLeaving";

    public static Ownership of(MagentoRelease resource) {
        return new Ownership(
                resource.getKind(),
                resource.getMetadata().getName(),
                resource.getMetadata().getUid(),
                Optional.empty());
    }

    /** @param ours the live Service as it was last known to be ours */
    public Ownership knowing(Optional<Service> ours) {
        return new Ownership(
                kind, store, uid, ours.map(seen -> seen.getMetadata().getUid()).or(() -> service));
    }

    public boolean owns(HasMetadata object) {
        Optional<OwnerReference> owner = controller(object);
        return owner.isPresent()
                ? owner.filter(by -> uid.equals(by.getUid())).isPresent()
                : isAdopted(object)
                        || service.filter(known ->
                                        known.equals(object.getMetadata().getUid()))
                                .isPresent();
    }

    /** Ours, and found as ours by whoever did not know it before: by its label and its owner. */
    public boolean marks(HasMetadata object) {
        return labels(object)
                && controller(object).filter(by -> uid.equals(by.getUid())).isPresent();
    }

    /** A Service that was there before, watched and not flipped to a set of ours: nobody controls it. */
    public boolean isAdopted(HasMetadata object) {
        return labels(object)
                && controller(object).isEmpty()
                && object.getMetadata().getAnnotations() != null
                && uid.equals(object.getMetadata().getAnnotations().get(Annotations.ADOPTED_BY));
    }

    /** The label decides for what outlives its resource: the ledger and upgrade Jobs. */
    public boolean labels(HasMetadata object) {
        return object.getMetadata().getLabels() != null
                && store.equals(object.getMetadata().getLabels().get(Labels.STORE));
    }

    /** Why an object of a name that we need is not ours; empty when it is. */
    public Optional<Problem> problem(HasMetadata object) {
        return owns(object) ? Optional.empty() : Optional.of(foreign(object, controller(object)));
    }

    /** Why an object that we know by its label is not ours; empty when it is. */
    public Optional<Problem> labelProblem(HasMetadata object) {
        return labels(object) ? Optional.empty() : Optional.of(foreign(object, controller(object)));
    }

    /** It was made for a resource of the same name that is gone. */
    public boolean isPredecessors(HasMetadata object) {
        return controller(object).filter(this::isPredecessor).isPresent();
    }

    private boolean isPredecessor(OwnerReference owner) {
        return kind.equals(owner.getKind()) && store.equals(owner.getName()) && !uid.equals(owner.getUid());
    }

    private Problem foreign(HasMetadata object, Optional<OwnerReference> owner) {
        String what = object.getKind() + " " + object.getMetadata().getName();
        if (owner.filter(this::isPredecessor).isPresent()) {
            return new Problem(
                    PREDECESSOR_LEAVING,
                    what + " belongs to an earlier MagentoRelease " + store
                            + " and is still being deleted; wait until the cluster has collected it");
        }
        String whose = owner.map(by -> kind.equals(by.getKind())
                        ? "belongs to the store " + by.getName() + "; give one of the stores another name for it"
                        : "belongs to " + by.getKind() + " " + by.getName() + "; rename or delete it")
                .orElse(
                        "Service".equals(object.getKind())
                                ? "exists and was not made for this store; rename or delete it, or set spec.service.adopt if "
                                        + "it is the live Service, to take it over"
                                : "exists and was not made for this store; rename or delete it");
        return new Problem(NAME_TAKEN, what + " " + whose);
    }

    static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }
}
