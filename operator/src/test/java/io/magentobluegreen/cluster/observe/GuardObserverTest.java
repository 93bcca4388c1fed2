package io.magentobluegreen.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.GuardView;
import io.magentobluegreen.release.seen.ServiceView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class GuardObserverTest {
    private final TestStore store = TestStore.create("\"rollback\": {\"window\": \"30m\"}");
    private final GuardObserver guard = new GuardObserver(
            store.operator(), new OwnWrites(), new LastServices(), new Ahead(Runnable::run), TestStore.CLOCK);

    @Test
    void seesAStoreWithoutItsSecret() {
        store.live(2);
        store.client()
                .secrets()
                .inNamespace(store.namespace())
                .withName("shop-env")
                .delete();

        GuardView seen = look();

        assertThat(seen.alive()).isTrue();
        assertThat(seen.service().orElseThrow().selectsRecorded()).isTrue();
        assertThat(seen.window()).isEqualTo(Duration.ofMinutes(30));
        assertThat(seen.automatic()).isTrue();
    }

    @Test
    void callsALiveSetWithoutEndpointsSilentAndReadsTheLedger() {
        store.live(2);

        assertThat(look().silentSince()).isEqualTo(TestStore.NOW);
        assertThat(look().ledger()).isPresent();
    }

    @Test
    void callsNobodySilentUnderAnotherSelector() {
        store.live(2);
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editSpec()
                        .withSelector(Map.of("app", "other"))
                        .endSpec()
                        .build())
                .update();

        assertThat(look().silentSince()).isNull();
        assertThat(look().service().orElseThrow().selectsRecorded()).isFalse();
    }

    @Test
    void remembersTheRecordOfADeletedService() {
        store.live(2);
        LiveRecord record = store.liveRecord();
        look();
        store.client().resource(store.service()).delete();

        assertThat(look().service()).isEmpty();
        assertThat(look().remembered()).contains(record);
    }

    @Test
    void knowsAServiceThatWasReplacedAsAWhole() {
        store.live(2);
        look();
        replaceTheService();

        assertThat(look().service())
                .as("by its UID, though it selects what is not ours")
                .contains(new ServiceView(Optional.empty(), false, false, 0, true));
    }

    @Test
    void knowsNoServiceThatItNeverSawAsOurs() {
        store.live(2);
        replaceTheService();

        assertThat(look().service()).isEmpty();
    }

    @Test
    void callsAServiceWithoutOurMarksChanged() {
        store.live(2);
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editMetadata()
                        .removeFromLabels(Labels.SERVICE)
                        .endMetadata()
                        .build())
                .update();

        assertThat(look().service().orElseThrow().selectsRecorded()).isFalse();
    }

    @Test
    void remembersNoServiceOfAPredecessor() {
        store.live(2);
        look();
        store.client().resource(store.service()).delete();
        store.resource().getMetadata().setUid("another");

        assertThat(look().remembered()).isEmpty();
    }

    /** As {@code kubectl replace} does with a manifest that knows nothing of us. */
    private void replaceTheService() {
        Service now = store.service();
        store.client()
                .resource(new ServiceBuilder(now)
                        .withNewMetadata()
                        .withName(now.getMetadata().getName())
                        .withNamespace(now.getMetadata().getNamespace())
                        .withResourceVersion(now.getMetadata().getResourceVersion())
                        .endMetadata()
                        .editSpec()
                        .withSelector(Map.of("app", "other"))
                        .endSpec()
                        .build())
                .update();
    }

    private GuardView look() {
        return guard.look(store.resource(), new LiveStore(store.operator())).seen();
    }
}
