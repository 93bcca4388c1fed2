package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.SecretMarker;
import io.magentobluegreen.api.MagentoRelease;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A store as a person holds it: the resource, and the Secret with its env.php. */
public final class StoreResource {
    static final String SECRET = "shop-env";

    /** Short times where something is waited for, and long ones where a slow machine would fail something. */
    private static final String SPEC = """
            {"image": "%s",
             "env": {"secretName": "shop-env"},
             "web": {"replicas": 2},
             "service": {"name": "%s", "port": %d},
             "upgrade": {"timeout": "10m", "reindex": "None"},
             "verification": {"host": "www.example.com", "attempts": 2, "timeout": "10s", "deadline": "1m"},
             "soak": {"duration": "600ms", "interval": "100ms", "timeout": "10s", "failureLimit": 2}}
            """;

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    public StoreResource(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Creates the resource, with a live Service of this name and port. */
    public void create(String image, String service, int port) {
        client.resource(manifest(image, service, port)).create();
    }

    /** The resource as it would lie in Git. */
    GenericKubernetesResource manifest(String image, String service, int port) {
        return client.getKubernetesSerialization()
                .unmarshal(
                        """
                {"apiVersion": "magento-bluegreen.io/v1alpha1", "kind": "MagentoRelease",
                 "metadata": {"name": "%s", "namespace": "%s"}, "spec": %s}
                """.formatted(name, namespace, SPEC.formatted(image, service, port)),
                        GenericKubernetesResource.class);
    }

    public void createSecret(String php) {
        String content = php + "\n// " + SecretMarker.TEXT;
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(SECRET)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(Map.of(
                                "env.php",
                                Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))))
                        .build())
                .createOr(existing -> existing.update());
    }

    void deleteSecret() {
        client.secrets().inNamespace(namespace).withName(SECRET).delete();
    }

    boolean exists() {
        return get() != null;
    }

    /** Null when there is none. */
    public MagentoRelease get() {
        return resource().get();
    }

    /** As {@code kubectl patch --type=merge}. */
    public void patchSpec(String spec) {
        patch("{\"spec\": %s}".formatted(spec));
    }

    public void annotate(String command, String release) {
        patch("{\"metadata\": {\"annotations\": {\"magento-bluegreen.io/%s\": \"%s\"}}}".formatted(command, release));
    }

    void delete() {
        resource().delete();
    }

    private void patch(String patch) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private Resource<MagentoRelease> resource() {
        return client.resources(MagentoRelease.class).inNamespace(namespace).withName(name);
    }
}
