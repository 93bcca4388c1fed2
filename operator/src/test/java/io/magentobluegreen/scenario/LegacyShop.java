package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.Edits;
import java.util.Map;
import java.util.Optional;

/** The store "shop" as it was run before there was an operator: a Deployment and a Service of the store's name, by hand. */
final class LegacyShop {
    static final int PODS = 3;
    static final Map<String, String> SELECTOR = Map.of("app", "legacy");
    private static final int PORT = 8080;

    private final KubernetesClient client;
    private final String namespace;

    private LegacyShop(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    static LegacyShop open(KubernetesClient client, String namespace, String image, int port) {
        client.resource(deployment(namespace, image)).create();
        client.resource(service(namespace, port)).create();
        return new LegacyShop(client, namespace);
    }

    private static Service service(String namespace, int port) {
        // spotless:off
        return new ServiceBuilder()
                .withNewMetadata()
                    .withName(Stage.SHOP)
                    .withNamespace(namespace)
                    .withLabels(Map.of("app.kubernetes.io/managed-by", "Helm"))
                .endMetadata()
                .withNewSpec()
                    .withSelector(SELECTOR)
                    .addNewPort()
                        .withName("web")
                        .withPort(port)
                        .withTargetPort(new IntOrString(PORT))
                    .endPort()
                .endSpec()
                .build();
        // spotless:on
    }

    private static Deployment deployment(String namespace, String image) {
        // spotless:off
        return new DeploymentBuilder()
                .withNewMetadata()
                    .withName("legacy")
                    .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                    .withReplicas(PODS)
                    .withNewSelector()
                        .withMatchLabels(SELECTOR)
                    .endSelector()
                    .withNewTemplate()
                        .withNewMetadata()
                            .withLabels(SELECTOR)
                        .endMetadata()
                        .withNewSpec()
                            .addNewContainer()
                                .withName("web")
                                .withImage(image)
                                .addNewPort()
                                    .withName("http")
                                    .withContainerPort(PORT)
                                .endPort()
                            .endContainer()
                        .endSpec()
                    .endTemplate()
                .endSpec()
                .build();
        // spotless:on
    }

    Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("legacy")
                .get();
    }

    int ready() {
        return Optional.ofNullable(deployment().getStatus())
                .map(status -> status.getReadyReplicas())
                .orElse(0);
    }

    void scale(int pods) {
        Edits.edit(
                client.apps().deployments().inNamespace(namespace).withName("legacy"),
                legacy -> new DeploymentBuilder(legacy)
                        .editSpec()
                        .withReplicas(pods)
                        .endSpec()
                        .build());
    }
}
