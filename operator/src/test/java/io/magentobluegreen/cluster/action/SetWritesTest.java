package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class SetWritesTest {
    private final TestStore store = TestStore.create();

    @Test
    void makesASetAtNoReplicas() {
        SetRecord record = store.begin(1);

        store.work().makeSet(new Action.MakeSet(record));

        assertThat(store.record()).isEqualTo(record);
        assertThat(store.set().getSpec().getReplicas()).isZero();
        String name = Names.set("shop", store.wanted());
        assertThat(store.get(Secret.class, name).getImmutable()).isTrue();
        assertThat(store.get(ConfigMap.class, name).getImmutable()).isTrue();
    }

    @Test
    void makesASetOnce() {
        SetRecord record = store.begin(1);
        store.work().makeSet(new Action.MakeSet(record));
        Deployment first = store.set();

        store.work().makeSet(new Action.MakeSet(store.begin(2)));

        assertThat(store.set()).isEqualTo(first);
    }

    @Test
    void makesNoSetOverSomebodyElsesObject() {
        SetRecord record = store.begin(1);
        ActionExecutor work = store.work();
        store.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(Names.set("shop", store.wanted()))
                        .withNamespace(store.namespace())
                        .endMetadata()
                        .build())
                .create();

        assertThatThrownBy(() -> work.makeSet(new Action.MakeSet(record)))
                .isInstanceOfSatisfying(
                        ActionRefused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo("NameTaken"));
        assertThat(store.set()).isNull();
    }

    @Test
    void writesARecordWhateverTheStatusDidMeanwhile() {
        SetRecord record = store.begun();
        ActionExecutor work = store.work();
        report(2);

        work.writeRecord(new Action.WriteRecord(store.wanted(), record.at(Step.START, TestStore.NOW)));

        assertThat(store.record().step()).isEqualTo(Step.START);
    }

    @Test
    void writesARecordThatReportsOfThePodsOvertookTwice() {
        SetRecord record = store.begun();

        overtaken(2, sets -> sets.writeRecord(store.wanted(), record.at(Step.START, TestStore.NOW)));

        assertThat(store.record().step()).isEqualTo(Step.START);
    }

    @Test
    void leavesARecordThatIsOvertakenThreeTimesToAnotherLook() {
        SetRecord record = store.begun();

        assertThatThrownBy(() ->
                        overtaken(3, sets -> sets.writeRecord(store.wanted(), record.at(Step.START, TestStore.NOW))))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.record()).isEqualTo(record);
    }

    @Test
    void writesNoRecordOverOneThatChanged() {
        SetRecord record = store.begun();
        ActionExecutor sleeping = store.work();
        store.work().writeRecord(new Action.WriteRecord(store.wanted(), record.at(Step.START, TestStore.NOW)));

        assertThatThrownBy(() -> sleeping.writeRecord(
                        new Action.WriteRecord(store.wanted(), record.at(Step.VERIFY, TestStore.NOW))))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.record().step()).isEqualTo(Step.START);
    }

    @Test
    void writesNothingOnADeploymentMadeAnew() {
        SetRecord record = store.begun();
        ActionExecutor sleeping = store.work();
        store.client().resource(store.set()).delete();
        store.work().makeSet(new Action.MakeSet(record));

        assertThatThrownBy(() -> sleeping.scale(new Action.Scale(store.wanted(), 2, record)))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.set().getSpec().getReplicas()).isZero();
    }

    @Test
    void scalesWithTheRecordInOneWrite() {
        SetRecord record = store.begun();

        store.work().scale(new Action.Scale(store.wanted(), 3, record.at(Step.START, TestStore.NOW)));

        assertThat(store.set().getSpec().getReplicas()).isEqualTo(3);
        assertThat(store.record().step()).isEqualTo(Step.START);
        assertThat(store.set().getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void scalesNothingThatAPersonScaledMeanwhile() {
        SetRecord record = store.begun();
        ActionExecutor sleeping = store.work();
        store.scalesByHand(5);

        assertThatThrownBy(() -> sleeping.scale(new Action.Scale(store.wanted(), 2, record)))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.set().getSpec().getReplicas()).isEqualTo(5);
    }

    @Test
    void givesAnUnreadableRecordANewOne() {
        SetRecord record = store.begun();
        store.client()
                .resource(new DeploymentBuilder(store.set())
                        .editMetadata()
                        .addToAnnotations(RecordCodec.SET, "?")
                        .endMetadata()
                        .build())
                .update();

        store.work().makeSet(new Action.MakeSet(record));

        assertThat(store.record()).isEqualTo(record);
    }

    @Test
    void rebuildsADeletedLiveSetAtItsSize() {
        SetRecord record = store.live(3);
        LiveRecord.Slot slot = store.liveRecord().live().orElseThrow();
        Deployment deleted = store.set();
        store.client().resource(deleted).delete();

        store.work().rebuildSet(new Action.RebuildSet(slot));

        assertThat(store.set().getSpec().getReplicas()).isEqualTo(3);
        assertThat(store.set().getSpec().getTemplate())
                .isEqualTo(deleted.getSpec().getTemplate());
        assertThat(store.record().release()).isEqualTo(record.release());
        assertThat(store.record().promotions()).isEqualTo(1);
    }

    /** So many times the cluster reports of the pods between a read and the write that follows. */
    private void overtaken(int times, Consumer<SetWrites> work) {
        AtomicInteger left = new AtomicInteger(times);
        Interceptor overtaker = new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                if (request.method().equals("PUT") && left.get() > 0) {
                    report(left.getAndDecrement());
                }
            }
        };
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(RealApiServer.require().newConfig())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("overtaker", overtaker))
                .build()) {
            SeenStore seen = store.look().objects();
            work.accept(new SetWrites(new ApiServer(client, new OwnWrites()), seen, new ActionLog(seen.key())));
        }
    }

    private void report(int ready) {
        Deployment set = store.set();
        store.client()
                .resource(new DeploymentBuilder(set)
                        .withNewStatus()
                        .withReplicas(ready)
                        .withReadyReplicas(ready)
                        .endStatus()
                        .build())
                .updateStatus();
    }
}
