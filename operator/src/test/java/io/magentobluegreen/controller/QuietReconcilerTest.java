package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.TestStore;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While nothing changes the reconciler writes nothing, and it answers a stale command once for all processes. */
@NeedsRealApiServer
class QuietReconcilerTest {
    private final TestStore store = TestStore.create();
    private final ReconciledStore reconciled = new ReconciledStore(store, Clock.systemUTC());

    @BeforeEach
    void waitForPreflight() {
        reconciled.reconcile();
        assertThat(store.refresh().getStatus().message()).isEqualTo("Waiting for the preflight Job");
    }

    @AfterEach
    void end() {
        reconciled.close();
    }

    @Test
    void writesNothingWhileNothingChanges() {
        Map<String, String> before = reconciled.versions();

        reconciled.reconcile();
        reconciled.restart();
        reconciled.reconcile();

        assertThat(reconciled.versions()).isEqualTo(before);
    }

    @Test
    void writesAStatusAgainThatSomebodyTookAway() {
        var before = store.refresh().getStatus();
        var stripped = store.resource();
        stripped.setStatus(null);
        store.client().resource(stripped).subresource("status").update();

        reconciled.reconcile();

        assertThat(store.refresh().getStatus()).isEqualTo(before);
    }

    @Test
    void answersACommandThatNamesNothingOnceAndNotAgainAfterARestart() {
        reconciled.annotate("abort", "0123456789-1");
        reconciled.reconcile();
        Map<String, String> before = reconciled.versions();

        reconciled.reconcile();
        reconciled.restart();
        reconciled.reconcile();

        assertThat(reconciled.versions()).isEqualTo(before);
        assertThat(reconciled.events("CommandIgnored"))
                .extracting(Event::getMessage)
                .singleElement()
                .asString()
                .contains("abort=0123456789-1")
                .endsWith(store.refresh().getStatus().target().release());
    }

    @Test
    void saysItOnceWhenItDiedBeforeItCouldWriteThatItHadSaidIt() {
        reconciled.annotate("abort", "nonsense");
        reconciled.reconcile();
        var forgetful = store.refresh();
        forgetful.setStatus(null);
        store.client().resource(forgetful).subresource("status").update();
        reconciled.restart();

        reconciled.reconcile();

        assertThat(reconciled.events("CommandIgnored")).hasSize(1);
    }

    @Test
    void answersNothingThatActed() {
        reconciled.annotate("abort", store.refresh().getStatus().target().release());

        reconciled.reconcile();
        reconciled.restart();
        reconciled.reconcile();

        assertThat(store.refresh().getStatus().phase()).isEqualTo("Aborted");
        assertThat(reconciled.events("CommandIgnored")).isEmpty();
        assertThat(reconciled.events("Aborted")).hasSize(1);
    }
}
