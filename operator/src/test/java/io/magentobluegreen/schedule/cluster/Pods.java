package io.magentobluegreen.schedule.cluster;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.Map;
import java.util.Set;

/** Pods as objects: what they say of themselves, and how it is read. */
public final class Pods {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private Pods() {}

    public static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    public static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null && ENDED.contains(pod.getStatus().getPhase());
    }

    public static boolean leaves(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    static boolean isOwnedBy(HasMetadata owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference ->
                        reference.getUid().equals(owner.getMetadata().getUid()));
    }

    static OwnerReference owner(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .build();
    }

    public static boolean selects(Map<String, String> selector, Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels != null && labels.entrySet().containsAll(selector.entrySet());
    }

    static PodStatus runs(Pod pod, boolean ready, String address) {
        return status(pod, "Running", ready, address)
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(container -> new ContainerStatusBuilder()
                                .withName(container.getName())
                                .withImage(container.getImage())
                                .withImageID("sha256:"
                                        + Integer.toHexString(
                                                container.getImage().hashCode()))
                                .withReady(ready)
                                .withRestartCount(0)
                                .withState(new ContainerStateBuilder()
                                        .withNewRunning()
                                        .endRunning()
                                        .build())
                                .build())
                        .toList())
                .build();
    }

    /** @param message null: it left none */
    static PodStatus ended(Pod pod, int exitCode, String message) {
        return status(pod, exitCode == 0 ? "Succeeded" : "Failed", false, null)
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(container -> new ContainerStatusBuilder()
                                .withName(container.getName())
                                .withImage(container.getImage())
                                .withReady(false)
                                .withRestartCount(0)
                                .withState(new ContainerStateBuilder()
                                        .withNewTerminated()
                                        .withExitCode(exitCode)
                                        .withReason(exitCode == 0 ? "Completed" : "Error")
                                        .withMessage(message)
                                        .endTerminated()
                                        .build())
                                .build())
                        .toList())
                .build();
    }

    private static PodStatusBuilder status(Pod pod, String phase, boolean ready, String address) {
        return new PodStatusBuilder()
                .withPhase(phase)
                .withPodIP(address)
                .withConditions(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .withLastTransitionTime(pod.getMetadata().getCreationTimestamp())
                        .build());
    }
}
