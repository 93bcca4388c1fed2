package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.observe.SetPods;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.manifest.PodLayout;
import java.util.List;
import java.util.Optional;

/** Where the ready pods of a set are asked: by their own addresses, on the port that Services send to. */
final class PodAddresses {
    private PodAddresses() {}

    /** A live LIST, by name. */
    static List<Pod> ready(KubernetesClient client, Deployment set) {
        return SetPods.of(client, set).ready().stream()
                .filter(pod -> pod.getStatus().getPodIP() != null)
                .flatMap(pod -> port(pod)
                        .map(port -> new Pod(
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName(),
                                pod.getStatus().getPodIP(),
                                port))
                        .stream())
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    private static Optional<Integer> port(io.fabric8.kubernetes.api.model.Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(Container::getPorts)
                .flatMap(List::stream)
                .filter(port -> PodLayout.HTTP.equals(port.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
