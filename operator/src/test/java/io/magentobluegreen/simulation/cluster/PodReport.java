package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.magentobluegreen.simulation.network.PodNetwork;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a kubelet says of a pod whose containers are all in the same state. */
final class PodReport {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Pod pod;
    private final PodProgram.State state;

    PodReport(Pod pod, PodProgram.State state) {
        this.pod = pod;
        this.state = state;
    }

    /** A pod says something of itself only when it is another thing than before. */
    boolean isNews() {
        PodStatus before = pod.getStatus();
        boolean same = before != null
                && phase().equals(before.getPhase())
                && isReady() == Scene.isReady(pod)
                && !before.getContainerStatuses().isEmpty()
                && reason(containerState())
                        .equals(reason(before.getContainerStatuses().get(0).getState()));
        return !same;
    }

    private static String reason(ContainerState state) {
        return state.getWaiting() == null
                ? ""
                : String.valueOf(state.getWaiting().getReason());
    }

    Pod pod() {
        // spotless:off
        PodStatus status = new PodStatusBuilder()
                .withPhase(phase())
                .withPodIP(PodNetwork.ADDRESS)
                .addNewPodIP(PodNetwork.ADDRESS)
                .withConditions(new PodConditionBuilder()
                    .withType("Ready")
                    .withStatus(isReady() ? "True" : "False")
                    .withLastTransitionTime(now())
                    .build())
                .withContainerStatuses(pod.getSpec().getContainers().stream().map(this::container).toList())
                .build();
        // spotless:on
        return new PodBuilder(pod).withStatus(status).build();
    }

    private ContainerStatus container(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID(
                        "sha256:" + Integer.toHexString(container.getImage().hashCode()))
                .withReady(isReady())
                .withRestartCount(0)
                .withStarted(state.kind() != PodProgram.Kind.WAITING)
                .withState(containerState())
                .build();
    }

    private ContainerState containerState() {
        return switch (state.kind()) {
            case WAITING ->
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(state.reason())
                        .endWaiting()
                        .build();
            case STARTING, READY ->
                new ContainerStateBuilder()
                        .withNewRunning()
                        .withStartedAt(now())
                        .endRunning()
                        .build();
            case ENDED ->
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(state.exitCode())
                        .withReason(state.exitCode() == 0 ? "Completed" : "Error")
                        .withMessage(state.message())
                        .withFinishedAt(now())
                        .endTerminated()
                        .build();
        };
    }

    private String phase() {
        return switch (state.kind()) {
            case WAITING -> "Pending";
            case STARTING, READY -> "Running";
            case ENDED -> state.exitCode() == 0 ? "Succeeded" : "Failed";
        };
    }

    private boolean isReady() {
        return state.kind() == PodProgram.Kind.READY && !Scene.leaves(pod);
    }

    private static String now() {
        return Instant.now(CLOCK).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
