package io.magentobluegreen.cluster.pod;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps one container from doing its work.
 *
 * @param kind "container" or "init container"
 */
record ContainerTrouble(String pod, String kind, ContainerStatus status) {
    private static final Set<String> PULLING = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "InvalidImageName",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private static final Set<String> UNDER_WAY = Set.of("ContainerCreating", "PodInitializing");

    /** A waiting container whose reason is a fault, or one that ended with a fault. */
    Optional<String> fault() {
        ContainerState state = status.getState();
        if (state == null) {
            return Optional.empty();
        }
        if (state.getWaiting() != null && state.getWaiting().getReason() != null) {
            return waiting(state.getWaiting());
        }
        return Optional.ofNullable(state.getTerminated())
                .filter(ended -> !Integer.valueOf(0).equals(ended.getExitCode()))
                .map(ended -> name() + " ended " + how(ended));
    }

    boolean isRunning() {
        return status.getState() != null && status.getState().getRunning() != null;
    }

    String name() {
        return kind + " " + status.getName() + " of pod " + pod;
    }

    private Optional<String> waiting(ContainerStateWaiting waiting) {
        String why = " (" + Said.why(waiting.getReason(), waiting.getMessage()) + ")";
        if (UNDER_WAY.contains(waiting.getReason())) {
            return Optional.empty();
        }
        if (PULLING.contains(waiting.getReason())) {
            return Optional.of(name() + " cannot get its image " + Said.by(status.getImage()) + why
                    + ": see that the image exists and that spec.imagePullSecrets may pull it");
        }
        if (waiting.getReason().equals("CrashLoopBackOff")) {
            return Optional.of(name() + " keeps ending" + lately() + ": kubectl logs " + pod + " -c " + status.getName()
                    + " --previous shows more");
        }
        return Optional.of(name() + " cannot be started" + why
                + ": see what spec.env.from, spec.web.podPatch and the image ask for");
    }

    private String lately() {
        return Optional.ofNullable(status.getLastState())
                .map(ContainerState::getTerminated)
                .map(ended -> ", last " + how(ended))
                .orElse("");
    }

    private static String how(ContainerStateTerminated ended) {
        String reason = "Error".equals(ended.getReason()) ? "" : ended.getReason();
        String why = Said.why(reason, ended.getMessage());
        return "with exit code " + ended.getExitCode() + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
