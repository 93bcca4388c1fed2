package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.PodLayout;
import io.magentobluegreen.release.record.LiveRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pods of one set, read live.
 *
 * @param ready those that an EndpointSlice would call ready: the condition holds and they do not terminate
 */
public record SetPods(List<Pod> ready) {
    private static final String HASH = "pod-template-hash";
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final Set<String> STORE_CONTAINERS = Set.of(PodLayout.WEB, PodLayout.PHP);

    public SetPods {
        ready = List.copyOf(ready);
    }

    public static SetPods of(KubernetesClient client, Deployment set) {
        return among(client
                .pods()
                .inNamespace(set.getMetadata().getNamespace())
                .withLabels(set.getSpec().getSelector().getMatchLabels())
                .list()
                .getItems()
                .stream());
    }

    static SetPods among(Stream<Pod> pods) {
        return new SetPods(pods.filter(SetPods::isReady).toList());
    }

    /** How many pods are ready that an adopted Service selected before. */
    static int ready(KubernetesClient client, String namespace, LiveRecord.Adopted before) {
        return (int) client.pods().inNamespace(namespace).withLabels(before.selector()).list().getItems().stream()
                .filter(SetPods::isReady)
                .count();
    }

    /** Revisions of which a pod is there, also one that terminates; "" for a pod that says none. */
    static Set<String> standing(KubernetesClient client, StoreKey store) {
        return client
                .pods()
                .inNamespace(store.namespace())
                .withLabels(Labels.everySet(store.name()))
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getStatus() == null
                        || !ENDED.contains(pod.getStatus().getPhase()))
                .map(pod -> pod.getMetadata().getLabels().getOrDefault(Labels.REVISION, ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isUniform(String template) {
        return ready.stream()
                .allMatch(pod -> template.equals(pod.getMetadata().getLabels().get(HASH)));
    }

    /** What the store's containers run, as the nodes say, in order with spaces between; "" when no pod says it. */
    String imageId() {
        return ready.stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(container -> STORE_CONTAINERS.contains(container.getName()))
                .map(ContainerStatus::getImageID)
                .filter(id -> id != null && !id.isEmpty())
                .map(id -> id.replace(' ', '_'))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
