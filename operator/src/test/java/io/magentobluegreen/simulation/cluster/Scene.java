package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objects of one namespace, listed at the beginning of a pass. */
record Scene(
        String namespace,
        List<Deployment> deployments,
        List<ReplicaSet> replicaSets,
        List<Pod> pods,
        List<Job> jobs,
        List<Service> services,
        List<EndpointSlice> slices,
        List<HasMetadata> others) {

    static Scene of(KubernetesClient client, String namespace) {
        return new Scene(
                namespace,
                list(client, namespace, Deployment.class),
                list(client, namespace, ReplicaSet.class),
                list(client, namespace, Pod.class),
                list(client, namespace, Job.class),
                list(client, namespace, Service.class),
                list(client, namespace, EndpointSlice.class),
                Stream.concat(
                                list(client, namespace, ConfigMap.class).stream(),
                                list(client, namespace, Secret.class).stream())
                        .map(HasMetadata.class::cast)
                        .toList());
    }

    private static <T extends HasMetadata> List<T> list(KubernetesClient client, String namespace, Class<T> kind) {
        return client.resources(kind).inNamespace(namespace).list().getItems();
    }

    /** Every object, those that own before those that are owned. */
    Stream<HasMetadata> all() {
        return Stream.<List<? extends HasMetadata>>of(deployments, replicaSets, jobs, pods, services, slices, others)
                .flatMap(List::stream);
    }

    /** Of these, the ones that this object owns. */
    static <T extends HasMetadata> List<T> ownedBy(HasMetadata owner, List<T> objects) {
        return objects.stream()
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference ->
                                reference.getUid().equals(owner.getMetadata().getUid())))
                .toList();
    }

    static boolean leaves(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    static boolean selects(Map<String, String> selector, HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && labels.entrySet().containsAll(selector.entrySet());
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null
                && List.of("Succeeded", "Failed")
                        .contains(String.valueOf(pod.getStatus().getPhase()));
    }

    static List<String> namesOf(List<? extends HasMetadata> objects) {
        return objects.stream()
                .map(object -> object.getMetadata().getName())
                .filter(Objects::nonNull)
                .collect(Collectors.toList());
    }
}
