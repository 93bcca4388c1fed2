package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class ServiceWritesTest {
    private final TestStore store = TestStore.create();

    @Test
    void createsTheServiceSelectingNothing() {
        store.work().createService(new Action.CreateService(LiveRecord.none()));

        assertThat(store.liveRecord()).isEqualTo(LiveRecord.none());
        assertThat(store.service().getSpec().getSelector()).containsEntry(Labels.REVISION, "none");
    }

    @Test
    void leavesARecordThatIsThere() {
        store.live(2);
        LiveRecord live = store.liveRecord();

        store.work().createService(new Action.CreateService(LiveRecord.none()));

        assertThat(store.liveRecord()).isEqualTo(live);
    }

    @Test
    void writesAStrippedRecordAgain() {
        store.begun();
        change(new ServiceBuilder(store.service())
                .editMetadata()
                .removeFromAnnotations(RecordCodec.LIVE)
                .endMetadata()
                .build());

        store.work().createService(new Action.CreateService(LiveRecord.none()));

        assertThat(store.liveRecord()).isEqualTo(LiveRecord.none());
    }

    @Test
    void neverWritesSomebodyElsesService() {
        Service foreign = store.client().resource(plain("shop")).create();

        assertThatThrownBy(() -> store.work().createService(new Action.CreateService(LiveRecord.none())))
                .isInstanceOfSatisfying(
                        ActionRefused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo("NameTaken"));
        assertThat(store.service()).isEqualTo(foreign);
    }

    @Test
    void putsOurMarksOnAServiceThatWasReplacedAsAWhole() {
        store.live(2);
        LiveRecord record = store.liveRecord();
        Service before = store.service();
        SeenStore seen = store.look().objects();
        change(new ServiceBuilder(before)
                .editMetadata()
                .withLabels(Map.of())
                .withOwnerReferences()
                .endMetadata()
                .build());

        store.work(seen, flip -> Optional.empty()).restoreSelector(new Action.RestoreSelector(record));

        assertThat(store.service().getMetadata().getLabels())
                .isEqualTo(before.getMetadata().getLabels());
        assertThat(store.service().getMetadata().getOwnerReferences())
                .isEqualTo(before.getMetadata().getOwnerReferences());
    }

    @Test
    void marksAServiceAsOursWhenItWritesTheRecordAgain() {
        store.live(2);
        LiveRecord record = store.liveRecord();
        Service before = store.service();
        SeenStore seen = store.look().objects();
        change(new ServiceBuilder(before)
                .editMetadata()
                .withLabels(Map.of())
                .endMetadata()
                .build());

        store.work(seen, flip -> Optional.empty()).writeLive(new Action.WriteLive(record));

        assertThat(store.service().getMetadata().getLabels())
                .isEqualTo(before.getMetadata().getLabels());
    }

    @Test
    void restoresTheWholeSelector() {
        store.live(2);
        change(new ServiceBuilder(store.service())
                .editSpec()
                .withSelector(Map.of("app", "other", Labels.STORE, "shop"))
                .endSpec()
                .build());

        store.work().restoreSelector(new Action.RestoreSelector(store.liveRecord()));

        assertThat(store.service().getSpec().getSelector()).isEqualTo(Labels.selector("shop", "green", store.wanted()));
    }

    @Test
    void restoresNothingOnARecordThatChanged() {
        store.live(2);
        ActionExecutor sleeping = store.work();
        LiveRecord old = store.liveRecord();
        store.work().writeLive(new Action.WriteLive(old.nextEpoch()));

        assertThatThrownBy(() -> sleeping.restoreSelector(new Action.RestoreSelector(old)))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.liveRecord().epoch()).isEqualTo(old.epoch() + 1);
    }

    @Test
    void recreatesADeletedServiceAtItsAddress() {
        store.live(2);
        Service deleted = store.service();
        LiveRecord record = store.liveRecord();
        store.client().resource(deleted).delete();

        store.work().recreateService(new Action.RecreateService(record));

        assertThat(store.service().getSpec().getClusterIP())
                .isEqualTo(deleted.getSpec().getClusterIP());
        assertThat(RecordedSelector.isOn(store.service(), "shop", record)).isTrue();
        assertThat(store.liveRecord()).isEqualTo(record);
    }

    @Test
    void recreatesADeletedServiceElsewhereWhenItsAddressIsTaken() {
        store.live(2);
        Service deleted = store.service();
        LiveRecord record = store.liveRecord();
        store.client().resource(deleted).delete();
        store.client()
                .resource(new ServiceBuilder(plain("thief"))
                        .editSpec()
                        .withClusterIP(deleted.getSpec().getClusterIP())
                        .endSpec()
                        .build())
                .create();

        store.work().recreateService(new Action.RecreateService(record));

        assertThat(store.liveRecord()).isEqualTo(record);
    }

    @Test
    void createsNothingForAResourceThatIsGone() {
        store.live(2);
        store.client().resource(store.service()).delete();
        ActionExecutor work = store.work();
        store.client().resource(store.resource()).delete();

        assertThatThrownBy(() -> work.createService(new Action.CreateService(LiveRecord.none())))
                .isInstanceOf(ResourceGone.class);
        assertThat(store.service()).isNull();
    }

    @Test
    void recreatesNothingForAResourceThatIsGone() {
        store.live(2);
        LiveRecord record = store.liveRecord();
        ActionExecutor work = store.work();
        store.client().resource(store.service()).delete();
        store.client().resource(store.resource()).delete();

        assertThatThrownBy(() -> work.recreateService(new Action.RecreateService(record)))
                .isInstanceOf(ResourceGone.class);
        assertThat(store.service()).isNull();
    }

    @Test
    void recreatesNothingOverAServiceThatIsBack() {
        store.live(2);
        SeenStore seen = store.look().objects();
        Service before = store.service();

        assertThatThrownBy(() -> store.work(seen, flip -> Optional.empty())
                        .recreateService(new Action.RecreateService(LiveRecord.none())))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.service()).isEqualTo(before);
    }

    @Test
    void recreatesNothingInTheNameOfSomebodyElse() {
        store.live(2);
        SeenStore seen = store.look().objects();
        store.client().resource(store.service()).delete();
        Service theirs = store.client().resource(plain("shop")).create();

        assertThatThrownBy(() -> store.work(seen, flip -> Optional.empty())
                        .recreateService(new Action.RecreateService(LiveRecord.none())))
                .isInstanceOfSatisfying(
                        ActionRefused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo("NameTaken"));
        assertThat(store.service()).isEqualTo(theirs);
    }

    private void change(Service next) {
        store.client().resource(next).update();
    }

    private Service plain(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(store.namespace())
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }
}
