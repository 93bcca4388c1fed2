package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.Map;

/** The test store as it was run before the operator: a Deployment without the flag and a Service, both by hand, and its schema level. */
record LegacyStore(Stage stage) {

    static final Map<String, String> SELECTOR = Map.of("app", "legacy-shop");
    private static final String NAME = "legacy-shop";

    /** Applies it, brings the database to its level, and waits until it serves. */
    static LegacyStore on(Stage stage) {
        stage.store().applyConfigMap("legacy-nginx", Map.of("nginx.conf", StoreFixture.resource("nginx.conf")));
        stage.client()
                .load(LegacyStore.class.getResourceAsStream("/e2e/legacy-store.yaml"))
                .items()
                .forEach(object -> {
                    object.getMetadata().setNamespace(stage.namespace());
                    stage.cluster().apply(object);
                });
        var legacy = new LegacyStore(stage);
        stage.awaits(
                "the upgrade of before",
                Duration.ofMinutes(3),
                () -> stage.client()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(stage.namespace())
                        .withName("legacy-upgrade")
                        .get(),
                job -> job.getStatus() != null && job.getStatus().getSucceeded() != null);
        stage.awaits("the store of before", Duration.ofMinutes(3), legacy::deployment, Readiness::isDeploymentReady);
        return legacy;
    }

    Deployment deployment() {
        return stage.client()
                .apps()
                .deployments()
                .inNamespace(stage.namespace())
                .withName(NAME)
                .get();
    }
}
