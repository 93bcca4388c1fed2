package io.magentobluegreen.schedule.cluster;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.ObjectStore;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Deployments: a ReplicaSet for each pod template, pods of the newest one, those of older ones until it is ready. */
final class Rollouts {
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final ObjectStore store;
    private final Writes writes;
    private final Nodes nodes;

    Rollouts(ObjectStore store, Writes writes, Nodes nodes) {
        this.store = store;
        this.writes = writes;
        this.nodes = nodes;
    }

    void sync() {
        List.copyOf(store.<Deployment>all(Kind.DEPLOYMENT)).stream()
                .filter(deployment -> !Pods.leaves(deployment))
                .forEach(this::sync);
    }

    private void sync(Deployment deployment) {
        String hash = Integer.toHexString(deployment.getSpec().getTemplate().hashCode());
        String name = deployment.getMetadata().getName() + "-" + hash;
        ReplicaSet current = store.<ReplicaSet>find(Kind.REPLICA_SET, name).orElse(null);
        if (current == null) {
            current = replicaSet(deployment, name, hash);
            writes.create(current);
        }
        String revision = current.getMetadata().getAnnotations().get(REVISION);
        if (!revision.equals(deployment.getMetadata().getAnnotations().get(REVISION))) {
            writes.update(new DeploymentBuilder(deployment)
                    .editMetadata()
                    .addToAnnotations(REVISION, revision)
                    .endMetadata()
                    .build());
            return;
        }
        scale(deployment, current, hash);
        report(deployment, hash);
    }

    private ReplicaSet replicaSet(Deployment deployment, String name, String hash) {
        long others = store.<ReplicaSet>all(Kind.REPLICA_SET).stream()
                .filter(set -> Pods.isOwnedBy(deployment, set))
                .count();
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(deployment.getMetadata().getNamespace())
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .addToLabels(HASH, hash)
                .addToAnnotations(REVISION, Long.toString(others + 1))
                .withOwnerReferences(Pods.owner(deployment))
                .endMetadata()
                .build();
    }

    private void scale(Deployment deployment, ReplicaSet current, String hash) {
        List<Pod> alive = pods(deployment, hash);
        int wanted = deployment.getSpec().getReplicas();
        for (int missing = wanted - alive.size(); missing > 0; missing--) {
            writes.create(pod(deployment, current, hash));
        }
        alive.stream().limit(Math.max(0, alive.size() - wanted)).forEach(writes::delete);
        if (alive.stream().filter(Pods::isReady).count() >= wanted) {
            pods(deployment, "").stream()
                    .filter(pod -> !hash.equals(pod.getMetadata().getLabels().get(HASH)))
                    .forEach(writes::delete);
        }
    }

    private Pod pod(Deployment deployment, ReplicaSet set, String hash) {
        Pod pod = new Pod();
        pod.setMetadata(new ObjectMetaBuilder(deployment.getSpec().getTemplate().getMetadata())
                .withName(set.getMetadata().getName() + "-" + nodes.nextNumber())
                .withNamespace(deployment.getMetadata().getNamespace())
                .addToLabels(HASH, hash)
                .withOwnerReferences(Pods.owner(set))
                .withFinalizers(Nodes.FINALIZER)
                .build());
        pod.setSpec(deployment.getSpec().getTemplate().getSpec());
        return pod;
    }

    /** Those that are to stay, the least ready first; of one template, or of all. */
    private List<Pod> pods(Deployment deployment, String hash) {
        String prefix = deployment.getMetadata().getName() + "-" + hash;
        return store.<Pod>all(Kind.POD).stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(prefix))
                .filter(pod -> Nodes.step(pod).isEmpty())
                .filter(pod -> !Pods.leaves(pod) && !Pods.hasEnded(pod))
                .sorted(Comparator.comparing(Pods::isReady))
                .toList();
    }

    private void report(Deployment deployment, String hash) {
        List<Pod> all = pods(deployment, "");
        List<Pod> updated = pods(deployment, hash);
        int ready = (int) all.stream().filter(Pods::isReady).count();
        DeploymentStatus status = new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(all.size())
                .withUpdatedReplicas(updated.size())
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .build();
        if (!Objects.equals(status, deployment.getStatus())) {
            Deployment said = new Deployment();
            said.setMetadata(deployment.getMetadata());
            said.setStatus(status);
            writes.status(said);
        }
    }
}
