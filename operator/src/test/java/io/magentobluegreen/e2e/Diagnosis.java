package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What a person would look at when a test fails: status, pods, jobs, events and the operator's log. */
record Diagnosis(KubernetesClient client, String namespace, StoreFixture store, OperatorProcess operator, Path output) {

    /** All of it as text; also written to {@code diagnosis.txt} of the test's output folder. */
    String write() {
        var text = String.join(
                "\n",
                "--- status",
                Serialization.asYaml(ReleaseView.of(store.get()).status()),
                "--- pods",
                pods(),
                "--- logs of containers that are not well",
                logs(),
                "--- jobs",
                jobs(),
                "--- service",
                service(),
                "--- events",
                events(),
                "--- operator",
                operator.tail(60));
        try {
            Files.createDirectories(output);
            Files.writeString(output.resolve("diagnosis.txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("writing a diagnosis", e);
        }
        return text;
    }

    private String pods() {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .map(Diagnosis::pod)
                .collect(Collectors.joining("\n"));
    }

    private static String pod(Pod pod) {
        return pod.getMetadata().getName() + " " + pod.getStatus().getPhase()
                + pod.getStatus().getContainerStatuses().stream()
                        .map(Diagnosis::container)
                        .collect(Collectors.joining(", ", " [", "]"))
                + (pod.getMetadata().getDeletionTimestamp() == null ? "" : " leaving");
    }

    private static String container(ContainerStatus status) {
        var state = status.getState();
        if (state.getTerminated() != null) {
            return status.getName() + " ended " + state.getTerminated().getExitCode() + " "
                    + state.getTerminated().getMessage();
        }
        return status.getName()
                + (state.getWaiting() == null
                        ? (status.getReady() ? " ready" : " not ready")
                        : " " + state.getWaiting().getReason());
    }

    private String logs() {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream()
                        .filter(container -> !container.getReady())
                        .map(container -> log(pod, container.getName())))
                .collect(Collectors.joining("\n"));
    }

    private String log(Pod pod, String container) {
        var name = pod.getMetadata().getName();
        try {
            return name + " " + container + ": "
                    + client.pods()
                            .inNamespace(namespace)
                            .withName(name)
                            .inContainer(container)
                            .tailingLines(20)
                            .getLog();
        } catch (KubernetesClientException e) {
            return name + " " + container + ": " + e.getMessage();
        }
    }

    private String jobs() {
        return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .map(job -> job.getMetadata().getName() + " " + Serialization.asJson(job.getStatus()))
                .collect(Collectors.joining("\n"));
    }

    private String service() {
        return client.services().inNamespace(namespace).list().getItems().stream()
                .map(service -> service.getMetadata().getName() + " "
                        + service.getSpec().getSelector() + " "
                        + service.getMetadata().getAnnotations())
                .collect(Collectors.joining("\n"));
    }

    private String events() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .sorted(Comparator.comparing(event -> event.getMetadata().getCreationTimestamp()))
                .map(event -> event.getMetadata().getCreationTimestamp() + " "
                        + event.getInvolvedObject().getKind() + "/"
                        + event.getInvolvedObject().getName() + " " + event.getReason() + ": " + event.getMessage())
                .collect(Collectors.joining("\n"));
    }
}
