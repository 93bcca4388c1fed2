package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a platform team applies for the store {@code shop}: its env.php in a Secret, and the resource. Changes are applied server-side, as
 * {@code kubectl apply --server-side} does; nothing here knows the operator's code.
 */
public final class StoreFixture {

    /** The name of the store that a stage has. */
    public static final String NAME = "shop";

    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("magento-bluegreen.io")
            .withVersion("v1alpha1")
            .withKind("MagentoRelease")
            .withPlural("magentoreleases")
            .withNamespaced(true)
            .build();

    private final E2eCluster cluster;
    private final String namespace;
    private final String name;
    private final String env;
    private Map<String, Object> manifest = yaml(resource("store.yaml"));

    StoreFixture(E2eCluster cluster, String namespace, String name, StoreDatabase database) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.name = name;
        this.env = resource("env.php").replace("@db@", database.envSection());
        merge("metadata: {namespace: %s, name: %s}".formatted(namespace, name));
        applyEnv("");
    }

    /** The same store, with this YAML merged into its manifest; lists are replaced. Nothing is applied yet. */
    public StoreFixture with(String yaml) {
        merge(yaml);
        return this;
    }

    /** Applies the manifest with the images of this release of the store. */
    public void release(int number) {
        apply("spec: {image: 'registry.local/store-php:%d', web: {nginxImage: 'registry.local/store-nginx:%d'}}"
                .formatted(number, number));
    }

    /** Merges this YAML into the manifest, lists replaced, and applies it. */
    public void apply(String yaml) {
        merge(yaml);
        cluster.apply(new KubernetesSerialization().convertValue(manifest, GenericKubernetesResource.class));
    }

    /** Writes the Secret with the store's env.php, with these lines of PHP before its {@code return}. */
    public void applyEnv(String php) {
        applySecret("shop-env", Map.of("env.php", env.replace("<?php", "<?php\n" + php)));
    }

    /** Writes the store's env.php into this key of this Secret. */
    void applyEnvAs(String secret, String key) {
        applySecret(secret, Map.of(key, env));
    }

    /** Writes the Secret with this text as the store's env.php, whatever it is. */
    void applyBrokenEnv(String text) {
        applySecret("shop-env", Map.of("env.php", text));
    }

    private void applySecret(String secret, Map<String, String> files) {
        cluster.apply(new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(secret)
                .endMetadata()
                .withStringData(files)
                .build());
    }

    /** The bytes of the store's env.php. */
    byte[] env() {
        return env.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives a command by annotation: {@code approve}, {@code abort}, {@code retry} or {@code rollback}. */
    public void command(String command, String release) {
        // As kubectl annotate does: whatever else is written meanwhile is not in its way.
        resource()
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"magento-bluegreen.io/%s\": \"%s\"}}}"
                                .formatted(command, release));
    }

    /** Deletes the resource and does not wait. */
    public void delete() {
        resource().delete();
    }

    /** Lets a deleted resource go although nobody does its finalizer's work any more. */
    void letGo() {
        if (get() != null) {
            resource().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": []}}");
        }
    }

    /** The resource as it is now; null when it is gone. */
    GenericKubernetesResource get() {
        return resource().get();
    }

    /** Tells of every change of the resource from now on. */
    Watch watch(Watcher<GenericKubernetesResource> watcher) {
        return resource().watch(watcher);
    }

    private Resource<GenericKubernetesResource> resource() {
        return cluster.client()
                .genericKubernetesResources(KIND)
                .inNamespace(namespace)
                .withName(name);
    }

    /** A ConfigMap of the store's namespace, as a person would apply it. */
    void applyConfigMap(String name, Map<String, String> data) {
        cluster.apply(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withData(data)
                .build());
    }

    private void merge(String yaml) {
        manifest = merged(manifest, yaml(yaml));
    }

    @SuppressWarnings("unchecked") // YAML objects are maps of strings
    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> patch) {
        var result = new HashMap<>(base);
        // A function that answers null takes the key away, as a person who deletes the line.
        patch.forEach((key, value) -> result.compute(
                key,
                (name, old) -> old instanceof Map && value instanceof Map
                        ? merged((Map<String, Object>) old, (Map<String, Object>) value)
                        : value));
        return result;
    }

    @SuppressWarnings("unchecked") // as above
    private static Map<String, Object> yaml(String text) {
        return Serialization.unmarshal(text, Map.class);
    }

    static String resource(String name) {
        try (var stream = StoreFixture.class.getResourceAsStream("/e2e/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }
}
