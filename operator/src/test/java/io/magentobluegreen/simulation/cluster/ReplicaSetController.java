package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.magentobluegreen.simulation.network.PodNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** As many pods as a ReplicaSet asks for; each names the port of this machine where it answers. */
final class ReplicaSetController implements Controller {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final String HTTP = "http";

    private final Writes writes;
    private final PodNetwork network;
    private final Random random = new Random();

    ReplicaSetController(Writes writes, PodNetwork network) {
        this.writes = writes;
        this.network = network;
    }

    @Override
    public void reconcile(Scene scene) {
        scene.replicaSets().stream().filter(set -> !Scene.leaves(set)).forEach(set -> reconcile(set, scene));
    }

    private void reconcile(ReplicaSet set, Scene scene) {
        List<Pod> pods = Scene.ownedBy(set, scene.pods()).stream()
                .filter(pod -> !Scene.leaves(pod))
                .toList();
        pods.stream().filter(Scene::hasEnded).forEach(writes::delete);
        List<Pod> alive = pods.stream()
                .filter(pod -> !Scene.hasEnded(pod))
                .sorted(Comparator.comparing(Scene::isReady))
                .toList();
        int missing = set.getSpec().getReplicas() - alive.size();
        Stream.generate(() -> pod(set)).limit(Math.max(0, missing)).forEach(writes::create);
        alive.stream().limit(Math.max(0, -missing)).forEach(writes::delete);
    }

    private Pod pod(ReplicaSet set) {
        String name = set.getMetadata().getName() + "-" + suffix();
        // spotless:off
        Pod pod = new PodBuilder()
                .withNewMetadataLike(set.getSpec().getTemplate().getMetadata())
                    .withName(name)
                    .withNamespace(set.getMetadata().getNamespace())
                    .withOwnerReferences(Owners.controller(set))
                    .withFinalizers(Kubelet.FINALIZER)
                .endMetadata()
                .withNewSpecLike(set.getSpec().getTemplate().getSpec())
                .endSpec()
                .build();
        // spotless:on
        httpPort(pod)
                .forEach(port ->
                        port.setContainerPort(network.attach(pod.getMetadata().getNamespace(), name)));
        return pod;
    }

    static Stream<ContainerPort> httpPort(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(Container::getPorts)
                .flatMap(List::stream)
                .filter(port -> HTTP.equals(port.getName()));
    }

    private String suffix() {
        StringBuilder suffix = new StringBuilder();
        random.ints(5, 0, LETTERS.length()).forEach(index -> suffix.append(LETTERS.charAt(index)));
        return suffix.toString();
    }
}
