package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.api.status.ReleaseCondition;
import io.magentobluegreen.cluster.TestStore;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** What the API server refuses is said in the status, and heals when it is mended. */
@NeedsRealApiServer
class RefusedTest {
    private final TestStore store = TestStore.create();

    @Test
    void saysWhatTheApiServerRefusesAndGoesOnWhenItIsMended() {
        try (ReconciledStore reconciled = new ReconciledStore(store, Clock.systemUTC())) {
            reconciled.patchSpec(
                    "{\"web\": {\"podPatch\": {\"spec\": {\"hostAliases\": [{\"ip\": \"no address\"}]}}}}");
            reconciled.reconcile();

            assertThat(store.refresh().getStatus().conditions())
                    .filteredOn(condition -> condition.type().equals("Stalled"))
                    .singleElement()
                    .satisfies(condition -> assertThat(condition.reason()).isEqualTo("Refused"))
                    .extracting(ReleaseCondition::message)
                    .asString()
                    .contains("no address");
            assertThat(store.client()
                            .resources(Deployment.class)
                            .inNamespace(store.namespace())
                            .list()
                            .getItems())
                    .isEmpty();

            reconciled.patchSpec("{\"web\": {\"podPatch\": null}}");
            reconciled.reconcile();

            assertThat(store.refresh().getStatus().phase()).isEqualTo("Preparing");
        }
    }
}
