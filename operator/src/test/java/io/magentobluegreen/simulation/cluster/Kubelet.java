package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.magentobluegreen.simulation.network.PodNetwork;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Runs pods and says how they are. A pod that is deleted stays until its program has ended: the kubelet's finalizer keeps
 * it, as a grace period would on a node.
 */
final class Kubelet implements Controller {
    static final String FINALIZER = "simulation.example/kubelet";

    private final Writes writes;
    private final PodNetwork network;
    private final Images images;
    private final Runnable changed;
    private final Map<String, PodProgram> running = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** @param changed is called when a program's state has changed */
    Kubelet(Writes writes, PodNetwork network, Images images, Runnable changed) {
        this.writes = writes;
        this.network = network;
        this.images = images;
        this.changed = changed;
    }

    @Override
    public void reconcile(Scene scene) {
        scene.pods().forEach(this::reconcile);
    }

    private void reconcile(Pod pod) {
        if (Scene.hasEnded(pod) && Scene.leaves(pod)) {
            letGo(pod);
            return;
        }
        PodProgram program = running.computeIfAbsent(uid(pod), uid -> start(pod));
        if (Scene.leaves(pod) && told.add(uid(pod))) {
            program.terminate();
        }
        if (Scene.leaves(pod) && program.hasEnded()) {
            letGo(pod);
        } else {
            report(pod, program.state());
        }
    }

    private PodProgram start(Pod pod) {
        String name = pod.getMetadata().getName();
        return images.start(pod, network.server(pod.getMetadata().getNamespace(), name), changed);
    }

    private void report(Pod pod, PodProgram.State state) {
        PodReport report = new PodReport(pod, state);
        if (report.isNews()) {
            writes.updateStatus(report.pod());
        }
    }

    private void letGo(Pod pod) {
        network.detach(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
        running.remove(uid(pod));
        told.remove(uid(pod));
        writes.update(new PodBuilder(pod)
                .editMetadata()
                .removeFromFinalizers(FINALIZER)
                .endMetadata()
                .build());
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
