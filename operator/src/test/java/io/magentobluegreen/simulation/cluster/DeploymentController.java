package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A ReplicaSet for each pod template, named by its hash; an older one goes to zero when the newest is ready. Pods that
 * are ready count as available at once.
 */
final class DeploymentController implements Controller {
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final Writes writes;

    DeploymentController(Writes writes) {
        this.writes = writes;
    }

    @Override
    public void reconcile(Scene scene) {
        scene.deployments().stream()
                .filter(deployment -> !Scene.leaves(deployment))
                .forEach(deployment -> reconcile(deployment, scene));
    }

    private void reconcile(Deployment deployment, Scene scene) {
        List<ReplicaSet> owned = Scene.ownedBy(deployment, scene.replicaSets());
        String hash = hash(deployment.getSpec().getTemplate());
        Optional<ReplicaSet> current = owned.stream()
                .filter(set -> hash.equals(set.getMetadata().getLabels().get(HASH)))
                .findFirst();
        if (current.isEmpty()) {
            writes.create(replicaSet(deployment, hash, newest(owned) + 1));
            return;
        }
        if (!revision(current.get()).equals(annotation(deployment))) {
            writes.update(new DeploymentBuilder(deployment)
                    .editMetadata()
                    .addToAnnotations(REVISION, revision(current.get()))
                    .endMetadata()
                    .build());
            return;
        }
        scale(deployment, owned, current.get(), scene);
        report(deployment, owned, current.get(), scene);
    }

    private void scale(Deployment deployment, List<ReplicaSet> owned, ReplicaSet current, Scene scene) {
        int wanted = deployment.getSpec().getReplicas();
        scale(current, wanted);
        boolean replaced = ready(current, scene) >= wanted;
        owned.stream().filter(set -> replaced && set != current).forEach(set -> scale(set, 0));
    }

    private void scale(ReplicaSet set, int replicas) {
        if (set.getSpec().getReplicas() != replicas) {
            writes.update(new ReplicaSetBuilder(set)
                    .editSpec()
                    .withReplicas(replicas)
                    .endSpec()
                    .build());
        }
    }

    private void report(Deployment deployment, List<ReplicaSet> owned, ReplicaSet current, Scene scene) {
        int all = owned.stream().mapToInt(set -> pods(set, scene).size()).sum();
        int ready = owned.stream().mapToInt(set -> ready(set, scene)).sum();
        int wanted = deployment.getSpec().getReplicas();
        DeploymentStatus status = new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(positive(all))
                .withUpdatedReplicas(positive(pods(current, scene).size()))
                .withReadyReplicas(positive(ready))
                .withAvailableReplicas(positive(ready))
                .withUnavailableReplicas(positive(wanted - ready))
                .build();
        if (!Objects.equals(status, deployment.getStatus())) {
            writes.updateStatus(
                    new DeploymentBuilder(deployment).withStatus(status).build());
        }
    }

    /** The API server leaves a zero out. */
    private static Integer positive(int number) {
        return number > 0 ? number : null;
    }

    private static List<Pod> pods(ReplicaSet set, Scene scene) {
        return Scene.ownedBy(set, scene.pods()).stream()
                .filter(pod -> !Scene.leaves(pod) && !Scene.hasEnded(pod))
                .toList();
    }

    private static int ready(ReplicaSet set, Scene scene) {
        return (int) pods(set, scene).stream().filter(Scene::isReady).count();
    }

    private static ReplicaSet replicaSet(Deployment deployment, String hash, int revision) {
        // spotless:off
        return new ReplicaSetBuilder()
                .withNewMetadata()
                    .withName(deployment.getMetadata().getName() + "-" + hash)
                    .withNamespace(deployment.getMetadata().getNamespace())
                    .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .addToLabels(HASH, hash)
                    .addToAnnotations(REVISION, Integer.toString(revision))
                    .withOwnerReferences(Owners.controller(deployment))
                .endMetadata()
                .withNewSpec()
                    .withReplicas(deployment.getSpec().getReplicas())
                    .withNewSelector()
                        .withMatchLabels(deployment.getSpec().getSelector().getMatchLabels())
                        .addToMatchLabels(HASH, hash)
                    .endSelector()
                    .withNewTemplateLike(deployment.getSpec().getTemplate())
                        .editMetadata()
                            .addToLabels(HASH, hash)
                        .endMetadata()
                    .endTemplate()
                .endSpec()
                .build();
        // spotless:on
    }

    private static int newest(List<ReplicaSet> owned) {
        return owned.stream()
                .map(DeploymentController::revision)
                .map(Integer::valueOf)
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    private static String revision(ReplicaSet set) {
        return set.getMetadata().getAnnotations().get(REVISION);
    }

    private static String annotation(Deployment deployment) {
        Map<String, String> annotations = deployment.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(REVISION, "");
    }

    private static String hash(PodTemplateSpec template) {
        return Integer.toHexString(Serialization.asJson(template).hashCode());
    }
}
