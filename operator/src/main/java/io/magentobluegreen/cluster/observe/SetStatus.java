package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.magentobluegreen.cluster.OwnWrites;

/** What a Deployment's status says of its pods; a number that is absent there is 0. */
record SetStatus(boolean observed, int wanted, int all, int updated, int available, int ready) {
    /** @param own which generations are the same but for records that we wrote */
    static SetStatus of(Deployment set, OwnWrites own) {
        DeploymentStatus status = set.getStatus() == null ? new DeploymentStatus() : set.getStatus();
        return new SetStatus(
                isObserved(set, own),
                replicas(set),
                number(status.getReplicas()),
                number(status.getUpdatedReplicas()),
                number(status.getAvailableReplicas()),
                number(status.getReadyReplicas()));
    }

    /** The cluster has seen the Deployment as it is: only then its status is about it. */
    private static boolean isObserved(Deployment set, OwnWrites own) {
        Long seen = set.getStatus() == null ? null : set.getStatus().getObservedGeneration();
        return seen != null && set.getMetadata().getGeneration() != null && seen >= own.sameSince(set);
    }

    static int replicas(Deployment set) {
        Integer replicas = set.getSpec().getReplicas();
        // The API server's default.
        return replicas == null ? 1 : replicas;
    }

    boolean isAvailable() {
        return observed && wanted > 0 && updated == wanted && available == wanted && all == wanted;
    }

    /** No pod of another template is left. */
    boolean isUniform() {
        return observed && updated == all;
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
