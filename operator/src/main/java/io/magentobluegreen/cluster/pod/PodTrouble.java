package io.magentobluegreen.cluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What keeps a pod from running, or from being ready, as a clause that names the container and quotes who says so: the
 * scheduler, the node, the registry, or the container itself.
 */
public final class PodTrouble {
    /** A node that takes longer to mount and to connect says in its Events why, which are not read. */
    private static final Duration SLOW = Duration.ofMinutes(1);

    private final Pod pod;
    private final PodStatus status;

    private PodTrouble(Pod pod) {
        this.pod = pod;
        this.status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    }

    /** Of the first pod by name that has any: the pods of one template mostly have the same. */
    public static Optional<String> ofAny(Collection<Pod> pods, Instant now) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .flatMap(pod -> of(pod, now).stream())
                .findFirst();
    }

    static Optional<String> of(Pod pod, Instant now) {
        PodTrouble trouble = new PodTrouble(pod);
        return trouble.placing()
                .or(trouble::container)
                .or(trouble::ending)
                .or(trouble::initialising)
                .or(trouble::readiness)
                .or(() -> trouble.slowness(now));
    }

    /** Why a pod's init containers, and with them the pod, have failed: the first that ended with a fault. */
    public static Optional<String> initFailure(Pod pod) {
        return new PodTrouble(pod)
                .inits()
                .filter(init -> init.status().getState() != null
                        && init.status().getState().getTerminated() != null)
                .flatMap(init -> init.fault().stream())
                .findFirst();
    }

    /** The first container that ended with a fault or cannot begin. */
    public static Optional<String> fault(Pod pod) {
        return new PodTrouble(pod).container();
    }

    /** Why a pod has failed as a whole, as when its node put it out; empty where only its containers say anything. */
    public static Optional<String> failure(Pod pod) {
        return new PodTrouble(pod).ending();
    }

    private Optional<String> placing() {
        return condition("PodScheduled")
                .filter(scheduled -> "False".equals(scheduled.getStatus()))
                .map(scheduled -> "pod " + name() + " finds no node ("
                        + Said.why(scheduled.getReason(), scheduled.getMessage())
                        + "): see web.resources, the scheduling of spec.web.podPatch, and the nodes");
    }

    private Optional<String> container() {
        return Stream.concat(inits(), containers())
                .flatMap(container -> container.fault().stream())
                .findFirst();
    }

    private Optional<String> ending() {
        return Optional.of(Said.why(status.getReason(), status.getMessage()))
                .filter(why -> "Failed".equals(status.getPhase()) && !why.isEmpty())
                .map(why -> "pod " + name() + " was ended (" + why + ")");
    }

    private Optional<String> initialising() {
        return inits().filter(init -> init.isRunning() && !isSidecar(init.status()))
                .findFirst()
                .map(init -> init.name() + " has not ended yet");
    }

    private Optional<String> readiness() {
        return containers()
                .filter(container -> container.isRunning()
                        && !Boolean.TRUE.equals(container.status().getReady()))
                .findFirst()
                .map(container -> container.name() + " runs and does not answer its readiness probe");
    }

    private Optional<String> slowness(Instant now) {
        return Optional.ofNullable(status.getStartTime())
                .map(Instant::parse)
                .filter(began -> "Pending".equals(status.getPhase()) && now.isAfter(began.plus(SLOW)))
                .map(began -> "the containers of pod " + name() + " are not made yet, mostly because of a volume:"
                        + " kubectl describe pod " + name() + " shows why");
    }

    private Stream<ContainerTrouble> inits() {
        return troubles("init container", status.getInitContainerStatuses());
    }

    private Stream<ContainerTrouble> containers() {
        return troubles("container", status.getContainerStatuses());
    }

    private Stream<ContainerTrouble> troubles(String kind, List<ContainerStatus> statuses) {
        return Stream.ofNullable(statuses)
                .flatMap(List::stream)
                .map(container -> new ContainerTrouble(name(), kind, container));
    }

    private boolean isSidecar(ContainerStatus init) {
        return pod.getSpec().getInitContainers().stream()
                .filter(container -> init.getName().equals(container.getName()))
                .map(Container::getRestartPolicy)
                .anyMatch("Always"::equals);
    }

    private Optional<PodCondition> condition(String type) {
        return Stream.ofNullable(status.getConditions())
                .flatMap(List::stream)
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private String name() {
        return pod.getMetadata().getName();
    }
}
