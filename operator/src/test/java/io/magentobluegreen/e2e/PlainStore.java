package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.Map;

/** The test store as a plain Deployment, Service and Job, without the operator: shows what the image and the harness do by themselves. */
record PlainStore(Stage stage) {

    /** Applies it and waits until it serves. */
    static PlainStore on(Stage stage) {
        stage.store().applyConfigMap("plain-nginx", Map.of("nginx.conf", StoreFixture.resource("nginx.conf")));
        stage.client()
                .load(PlainStore.class.getResourceAsStream("/e2e/plain-store.yaml"))
                .items()
                .forEach(object -> {
                    object.getMetadata().setNamespace(stage.namespace());
                    stage.cluster().apply(object);
                });
        var plain = new PlainStore(stage);
        plain.awaitReady();
        return plain;
    }

    void awaitReady() {
        stage.awaits(
                "the plain store",
                Duration.ofMinutes(1),
                () -> stage.client()
                        .apps()
                        .deployments()
                        .inNamespace(stage.namespace())
                        .withName("plain")
                        .get(),
                plain -> plain.getStatus().getObservedGeneration() != null
                        && plain.getStatus().getObservedGeneration()
                                >= plain.getMetadata().getGeneration()
                        && Integer.valueOf(2).equals(plain.getStatus().getUpdatedReplicas())
                        && Integer.valueOf(2).equals(plain.getStatus().getReplicas())
                        && Readiness.isDeploymentReady(plain));
    }

    /** Replaces every pod, one after the other, and waits until the last old one is gone. */
    void restart() {
        stage.client()
                .apps()
                .deployments()
                .inNamespace(stage.namespace())
                .withName("plain")
                .rolling()
                .restart();
        awaitReady();
        stage.awaits(
                "the old pods' end",
                Duration.ofMinutes(1),
                () -> stage.client()
                        .pods()
                        .inNamespace(stage.namespace())
                        .withLabel("magento-bluegreen.io/role", "web")
                        .list()
                        .getItems(),
                pods -> pods.size() == 2);
    }

    /** Waits for the end of the Job that upgrades; true when it succeeded. */
    boolean upgraded() {
        return stage.awaits(
                                "the upgrade",
                                Duration.ofMinutes(1),
                                () -> stage.client()
                                        .batch()
                                        .v1()
                                        .jobs()
                                        .inNamespace(stage.namespace())
                                        .withName("upgrade")
                                        .get(),
                                job -> job.getStatus().getSucceeded() != null
                                        || job.getStatus().getFailed() != null)
                        .getStatus()
                        .getSucceeded()
                != null;
    }
}
