package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.Edits;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The objects of the store "shop", as a person sees and changes them. */
final class StoreObjects {
    private static final String PREFIX = "magento-bluegreen.io/";

    private final KubernetesClient client;
    private final String namespace;

    StoreObjects(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return client.resources(kind).inNamespace(namespace).list().getItems();
    }

    /** The live Service, if there is one. */
    Optional<Service> service() {
        return Optional.ofNullable(
                client.services().inNamespace(namespace).withName(Stage.SHOP).get());
    }

    /** The revision that the live Service selects, or "". */
    String selected() {
        return service()
                .map(service -> service.getSpec().getSelector())
                .map(selector -> selector.getOrDefault(PREFIX + "revision", ""))
                .orElse("");
    }

    /** Changes the live Service, as a person would. */
    void editService(UnaryOperator<Service> change) {
        Edits.edit(client.services().inNamespace(namespace).withName(Stage.SHOP), change);
    }

    void deleteService() {
        client.services().inNamespace(namespace).withName(Stage.SHOP).delete();
    }

    /** The sets, by revision. */
    Optional<Deployment> set(String release) {
        return Optional.ofNullable(deployment(release).get());
    }

    private Resource<Deployment> deployment(String release) {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(Stage.SHOP + "-" + StoreView.revisionOf(release));
    }

    /** The revisions that have a set. */
    List<String> revisions() {
        return all(Deployment.class).stream()
                .map(set -> set.getMetadata().getLabels().get(PREFIX + "revision"))
                .toList();
    }

    /** The names of all objects of this kind that this test is about. */
    <T extends HasMetadata> List<String> names(Class<T> kind) {
        return all(kind).stream()
                .map(object -> object.getMetadata().getName())
                .filter(name -> name.startsWith(Stage.SHOP))
                .toList();
    }

    /** Changes the set of this release, as a person would. */
    void editSet(String release, UnaryOperator<Deployment> change) {
        Edits.edit(deployment(release), change);
    }

    /** Changes an annotation of ours on the set of this release. */
    void annotateSet(String release, String key, UnaryOperator<String> change) {
        editSet(release, set -> {
            set.getMetadata().getAnnotations().computeIfPresent(PREFIX + key, (name, value) -> change.apply(value));
            return set;
        });
    }

    String annotationOfSet(String release, String key) {
        return set(release).orElseThrow().getMetadata().getAnnotations().getOrDefault(PREFIX + key, "");
    }

    /** Changes an annotation of ours on the live Service. */
    void annotateService(String key, UnaryOperator<String> change) {
        editService(service -> {
            service.getMetadata().getAnnotations().computeIfPresent(PREFIX + key, (name, value) -> change.apply(value));
            return service;
        });
    }

    String annotationOfService(String key) {
        return service().orElseThrow().getMetadata().getAnnotations().getOrDefault(PREFIX + key, "");
    }

    /** Changes what a ConfigMap holds, as a person would. */
    void editConfigMap(String name, UnaryOperator<Map<String, String>> change) {
        Edits.edit(client.configMaps().inNamespace(namespace).withName(name), map -> {
            map.setData(change.apply(map.getData()));
            return map;
        });
    }

    /** How many pods of the release's set are ready. */
    int ready(String release) {
        return set(release)
                .map(set -> set.getStatus())
                .map(status -> status.getReadyReplicas())
                .orElse(0);
    }

    int replicas(String release) {
        return set(release).map(set -> set.getSpec().getReplicas()).orElse(-1);
    }

    void deleteSet(String release) {
        deployment(release)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    List<Job> jobs(String step) {
        return all(Job.class).stream()
                .filter(job -> step.equals(job.getMetadata().getLabels().get(PREFIX + "step")))
                .toList();
    }

    void deleteJobs(String step) {
        jobs(step)
                .forEach(job -> client.resource(job)
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete());
    }

    void deleteConfigMap(String name) {
        client.configMaps().inNamespace(namespace).withName(name).delete();
    }

    /** A change on every set that means nothing. */
    void stir() {
        String patch = "{\"metadata\": {\"annotations\": {\"test/stirred\": \"%d\"}}}".formatted(System.nanoTime());
        all(Deployment.class).forEach(set -> client.resource(set).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /** What the ConfigMap of that name holds; empty where there is none. */
    Map<String, String> configMap(String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(map -> map.getData())
                .orElse(Map.of());
    }

    /** Reasons of the Events, in the order they came, each as often as it was said. */
    List<String> events() {
        return all(Event.class).stream()
                .sorted(Comparator.comparing(
                        event -> Long.parseLong(event.getMetadata().getResourceVersion())))
                .map(Event::getReason)
                .toList();
    }

    long events(String reason) {
        return events().stream().filter(reason::equals).count();
    }
}
