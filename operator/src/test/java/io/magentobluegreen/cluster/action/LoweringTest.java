package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.want.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class LoweringTest {
    private static final String ADOPTING = "\"service\": {\"adopt\": true}";

    private TestStore store = TestStore.create();

    @Test
    void lowersASetThatNothingNeeds() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));

        store.work().scale(new Action.Scale(store.wanted(), 0, record));

        assertThat(size()).isZero();
    }

    @Test
    void neverScalesLiveToZero() {
        SetRecord record = store.live(2);

        assertRefused(0, record);
        assertRefused(0, record.applying(0));
    }

    @Test
    void lowersLiveOnlyByANewValueOfWebReplicas() {
        SetRecord record = store.live(3);

        assertRefused(2, record);
        store.asks(1);
        store.work().scale(new Action.Scale(store.wanted(), 1, record.applying(1)));

        assertThat(size()).isEqualTo(1);
    }

    @Test
    void lowersLiveToNoSizeThatNobodyAsksForAnyMore() {
        SetRecord record = store.live(3);
        store.asks(1);
        ActionExecutor sleeping = store.work();
        store.asks(3);

        assertThatThrownBy(() -> sleeping.scale(new Action.Scale(store.wanted(), 1, record.applying(1))))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("another size is asked for");
        assertThat(size()).isEqualTo(3);
    }

    @Test
    void lowersNothingThatIsAboutToBeFlippedTo() {
        SetRecord record = store.begun();
        SetRecord stamped = record.stamped(Optional.of(TestStore.NOW));
        store.work().scale(new Action.Scale(store.wanted(), 2, stamped));

        assertRefused(0, stamped);
    }

    @Test
    void lowersNothingThatBecameLiveAfterTheLook() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        ActionExecutor sleeping = store.work();
        store.work()
                .writeLive(new Action.WriteLive(
                        LiveRecord.none().flippedTo(TestStore.slot(record, 2), "", TestStore.NOW)));

        assertThatThrownBy(() -> sleeping.scale(new Action.Scale(store.wanted(), 0, record)))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("planned for another record");
        assertThat(size()).isEqualTo(2);
    }

    /** Its pods would be sent to as soon as they are ready; a leader whose cache is behind does not know of the overlap. */
    @Test
    void raisesNoThirdSetInAnOverlapThatBeganAfterTheLook() {
        SetRecord record = store.begun();
        ActionExecutor behind = store.work();
        LiveRecord overlap =
                liveIsAnother().overlapping(new ReleaseName("f6a7b8c9d0", 9), TestStore.NOW.plusSeconds(60));
        store.work().writeLive(new Action.WriteLive(overlap));

        assertThatThrownBy(() -> behind.scale(new Action.Scale(store.wanted(), 2, record)))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("was given no pods");
        assertThat(size()).isZero();
    }

    @Test
    void raisesNoneWhereEverySetIsSelectedAndNoRecordSaysWhich() {
        SetRecord record = store.begun();
        ActionExecutor behind = store.work();
        store.client()
                .services()
                .inNamespace(store.namespace())
                .withName("shop")
                .edit(service -> new ServiceBuilder(service)
                        .editMetadata()
                        .removeFromAnnotations(RecordCodec.LIVE)
                        .endMetadata()
                        .editSpec()
                        .withSelector(Labels.everySet("shop"))
                        .endSpec()
                        .build());

        assertThatThrownBy(() -> behind.scale(new Action.Scale(store.wanted(), 2, record)))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("was given no pods");
        assertThat(size()).isZero();
    }

    /** In an overlap the one is live, and both are sent to. */
    @Test
    void neitherLowersNorDeletesWhatLiveIsBeingSwitchedTo() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        store.work()
                .writeLive(new Action.WriteLive(
                        liveIsAnother().overlapping(record.release(), TestStore.NOW.plusSeconds(60))));

        assertThatThrownBy(() -> store.work().scale(new Action.Scale(store.wanted(), 0, record)))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("is being switched to");
        assertThat(store.work().carryOut(List.of(new Action.Collect(store.wanted(), false))))
                .singleElement()
                .asString()
                .contains("is being switched to");
        assertThat(size()).isEqualTo(2);
    }

    @Test
    void lowersNothingThatWasPlannedForAnotherRecord() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        ActionExecutor sleeping = store.work();
        store.work().writeLive(new Action.WriteLive(liveIsAnother()));

        assertThatThrownBy(() -> sleeping.scale(new Action.Scale(store.wanted(), 0, record)))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("planned for another record");
        assertThat(size()).isEqualTo(2);
    }

    @Test
    void deletesNothingThatWasPlannedForAnotherRecord() {
        store.begun();
        ActionExecutor sleeping = store.work();
        store.work().writeLive(new Action.WriteLive(liveIsAnother()));

        List<Problem> problems = sleeping.carryOut(List.of(new Action.Collect(store.wanted(), false)));

        assertThat(problems).singleElement().asString().contains("planned for another record");
        assertThat(store.set()).isNotNull();
    }

    /** A set may be live without ever having been proven: only a record tells, and the guard writes it again. */
    @Test
    void lowersNothingWhereTheServiceIsStrippedAlsoIfItIsToBeAdopted() {
        store = TestStore.create(ADOPTING);
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        stripped(Map.of("app", "legacy"));

        assertRefused(0, record);
    }

    /** Which nobody else would write: the Service is adopted again only when the next release begins. */
    @Test
    void lowersASetThatWasLeftForWhatServedBeforeAlsoWhereThatIsNoLongerWrittenDown() {
        store = TestStore.create(ADOPTING);
        SetRecord left = store.begun().end(Outcome.ROLLED_BACK, "SoakFailed", "It failed", TestStore.NOW);
        store.work().scale(new Action.Scale(store.wanted(), 2, left));
        stripped(Map.of("app", "legacy"));

        store.work().scale(new Action.Scale(store.wanted(), 0, left));

        assertThat(size()).isZero();
    }

    @Test
    void lowersNothingThatTheServiceStillSendsTo() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        endpointOf(Names.set("shop", store.wanted()) + "-5d4f-abcde");

        assertRefused(0, record);
    }

    @Test
    void lowersNothingWhileTheServiceIsGone() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        store.client().resource(store.service()).delete();

        assertRefused(0, record);
    }

    private static LiveRecord liveIsAnother() {
        ReleaseName another = new ReleaseName("0123456789", 7);
        return LiveRecord.none()
                .flippedTo(new LiveRecord.Slot(another, "shop/php:0", Colour.BLUE, 1, 2), "", TestStore.NOW);
    }

    /** As a tool leaves it that writes all of it anew. */
    private void stripped(Map<String, String> selector) {
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editMetadata()
                        .withAnnotations(Map.of())
                        .withLabels(Map.of())
                        .withOwnerReferences()
                        .endMetadata()
                        .editSpec()
                        .withSelector(selector)
                        .endSpec()
                        .build())
                .update();
    }

    private void assertRefused(int replicas, SetRecord record) {
        int before = size();
        assertThatThrownBy(() -> store.work().scale(new Action.Scale(store.wanted(), replicas, record)))
                .isInstanceOf(ObservedStale.class);
        assertThat(size()).isEqualTo(before);
    }

    private int size() {
        return store.set().getSpec().getReplicas();
    }

    private void endpointOf(String pod) {
        store.client()
                .resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withName("shop-1")
                        .withNamespace(store.namespace())
                        .addToLabels("kubernetes.io/service-name", "shop")
                        .addToLabels(Labels.STORE, "shop")
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewEndpoint()
                        .withAddresses("10.0.0.1")
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withName(pod)
                        .endTargetRef()
                        .endEndpoint()
                        .build())
                .create();
    }
}
