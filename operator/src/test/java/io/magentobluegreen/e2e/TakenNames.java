package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.RevisionDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Somebody else's objects under the names that the store will need for the release that it was just given. */
final class TakenNames {

    private static final String PODS = "{metadata: {labels: {app: theirs}}, spec: {restartPolicy: %s, containers:"
            + " [{name: theirs, image: 'registry.local/pause:1'}]}}";

    private final Stage stage;
    private final String revision;
    private final List<HasMetadata> left = new ArrayList<>();

    private TakenNames(Stage stage, String revision) {
        this.stage = stage;
        this.revision = revision;
    }

    /** For the release that the store's resource asks for now, paused or not. */
    static TakenNames of(Stage stage) {
        var release = stage.client()
                .resources(MagentoRelease.class)
                .inNamespace(stage.namespace())
                .withName(StoreFixture.NAME)
                .get();
        Secret env = stage.client()
                .secrets()
                .inNamespace(stage.namespace())
                .withName("shop-env")
                .get();
        var bytes = Base64.getDecoder().decode(env.getData().get("env.php"));
        return new TakenNames(stage, RevisionDigest.of(release.getSpec(), bytes));
    }

    /** Makes one of every kind and name that is there before the first Job. */
    void makeAll() {
        Stream.of("shop", "shop-preview")
                .map(name -> object("v1", "Service", name, "spec: {selector: {app: theirs}, ports: [{port: 80}]}"))
                .forEach(left::add);
        Stream.of("shop-ledger", "shop-live", "shop-" + revision)
                .map(name -> object("v1", "ConfigMap", name, "data: {whose: theirs}"))
                .forEach(left::add);
        Stream.of("shop-live", "shop-" + revision)
                .map(name -> object("v1", "Secret", name, "stringData: {whose: theirs}"))
                .forEach(left::add);
        var spec = "spec: {replicas: 0, selector: {matchLabels: {app: theirs}}, template: %s}";
        left.add(object("apps/v1", "Deployment", "shop-" + revision, spec.formatted(PODS.formatted("Always"))));
    }

    /** The first try of this step's Job. */
    Job makeJob(String step) {
        var spec = "spec: {suspend: true, template: %s}".formatted(PODS.formatted("Never"));
        return (Job) object("batch/v1", "Job", "shop-" + revision + "-1-" + step + "-1", spec);
    }

    private HasMetadata object(String version, String kind, String name, String rest) {
        var yaml = "apiVersion: %s\nkind: %s\nmetadata: {namespace: %s, name: %s}\n%s\n"
                .formatted(version, kind, stage.namespace(), name, rest);
        return stage.client().resource(yaml).create();
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** Whether this sentence names one that is left. */
    boolean isNamedIn(String sentence) {
        return named(sentence).isPresent();
    }

    /** Deletes the one that this sentence names; answers its {@code Kind/name}. */
    String deleteNamedIn(String sentence) {
        var object = named(sentence).orElseThrow();
        stage.client().resource(object).delete();
        left.remove(object);
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    private Optional<HasMetadata> named(String sentence) {
        return left.stream()
                .filter(object -> sentence.startsWith(
                        object.getKind() + " " + object.getMetadata().getName() + " "))
                .findFirst();
    }
}
