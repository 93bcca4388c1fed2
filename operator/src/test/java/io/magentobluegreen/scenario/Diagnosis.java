package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.api.MagentoRelease;
import java.util.List;
import java.util.stream.Collectors;

/** What a person would look at when a store is not as it should be. */
public record Diagnosis(KubernetesClient client, String namespace) {

    @Override
    public String toString() {
        return all(MagentoRelease.class).stream()
                        .map(store -> "annotations " + store.getMetadata().getAnnotations() + "\nstatus "
                                + client.getKubernetesSerialization().asYaml(store.getStatus()))
                        .collect(Collectors.joining("\n"))
                + lines(
                        all(Service.class),
                        service -> service.getSpec().getSelector() + " "
                                + service.getMetadata().getAnnotations())
                + lines(
                        all(Deployment.class),
                        set -> set.getSpec().getReplicas() + " " + set.getStatus() + " "
                                + set.getMetadata().getAnnotations())
                + lines(all(Job.class), job -> "suspend " + job.getSpec().getSuspend() + " " + job.getStatus())
                + lines(
                        all(Pod.class),
                        pod -> pod.getMetadata().getDeletionTimestamp() + " "
                                + pod.getStatus().getPhase())
                + lines(all(Event.class), event -> event.getReason() + ": " + event.getMessage());
    }

    private <T extends HasMetadata> List<T> all(Class<T> kind) {
        return client.resources(kind).inNamespace(namespace).list().getItems();
    }

    private static <T extends HasMetadata> String lines(List<T> objects, java.util.function.Function<T, String> what) {
        return objects.stream()
                .map(object ->
                        "\n" + object.getKind() + " " + object.getMetadata().getName() + " " + what.apply(object))
                .collect(Collectors.joining());
    }
}
