package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.Edits;
import io.magentobluegreen.LegacyObjects;
import java.util.Map;
import java.util.Optional;

/** The store "shop" as it was run before there was an operator: a Deployment and a Service of the store's name, by hand. */
final class LegacyShop {
    static final int PODS = 3;
    static final Map<String, String> SELECTOR = LegacyObjects.SELECTOR;

    private final KubernetesClient client;
    private final String namespace;

    private LegacyShop(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    static LegacyShop open(KubernetesClient client, String namespace, String image, int port) {
        client.resource(LegacyObjects.deployment(namespace, image, PODS)).create();
        client.resource(LegacyObjects.service(namespace, Stage.SHOP, port)).create();
        return new LegacyShop(client, namespace);
    }

    Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(LegacyObjects.NAME)
                .get();
    }

    int ready() {
        return Optional.ofNullable(deployment().getStatus())
                .map(status -> status.getReadyReplicas())
                .orElse(0);
    }

    void scale(int pods) {
        Edits.edit(
                client.apps().deployments().inNamespace(namespace).withName(LegacyObjects.NAME),
                legacy -> new DeploymentBuilder(legacy)
                        .editSpec()
                        .withReplicas(pods)
                        .endSpec()
                        .build());
    }
}
