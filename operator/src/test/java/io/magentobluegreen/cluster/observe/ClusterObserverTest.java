package io.magentobluegreen.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class ClusterObserverTest {
    private final TestStore store = TestStore.create();

    @Test
    void seesNothingBeforeTheFirstRelease() {
        Observed seen = store.look().seen();

        assertThat(seen.service()).isEmpty();
        assertThat(seen.ledger()).isEmpty();
        assertThat(seen.sets()).isEmpty();
        assertThat(seen.attentive()).isEqualTo(TestStore.NOW);
    }

    @Test
    void seesWhatWasWritten() {
        SetRecord record = store.live(2);

        Observed seen = store.look().seen();

        assertThat(seen.service()).contains(new ServiceView(java.util.Optional.of(store.liveRecord()), true));
        assertThat(seen.record(store.wanted())).contains(record);
        assertThat(seen.ledger().map(ledger -> ledger.next())).contains(2);
    }

    @Test
    void confirmsAbsenceWhereTheCacheHasNothing() {
        SetRecord record = store.live(2);
        store.work().runJob(run(record));

        Observed seen = store.look(new EmptyCache()).seen();

        assertThat(seen.live()).contains(store.liveRecord());
        assertThat(seen.sets()).containsOnlyKeys(store.wanted());
        assertThat(seen.jobs()).hasSize(1);
    }

    @Test
    void listsTheSetsWhereTheCacheLacksTheNewestRelease() {
        SetRecord live = store.live(2);
        store.asks("shop/php:2");
        SetRecord underWay = store.begin(2);
        store.work()
                .writeLedger(new Action.WriteLedger(Ledger.empty().numbered().numbered()));
        store.work().makeSet(new Action.MakeSet(underWay));
        store.asks("shop/php:1");

        Observed seen = store.look(new EmptyCache()).seen();

        assertThat(seen.sets())
                .containsOnlyKeys(live.release().revision(), underWay.release().revision());
    }

    @Test
    void readsTheServiceWhereASetWasPromotedAfterWhatTheCacheKnows() {
        store.begun();
        List<Service> old = List.of(store.service());
        SetRecord record = store.record();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        LiveRecord flipped = LiveRecord.none().flippedTo(TestStore.slot(record, 2), "", TestStore.NOW);
        store.work().flip(new Action.Flip(store.wanted(), 0, flipped));
        store.work().writeRecord(new Action.WriteRecord(store.wanted(), record.promoted(1, TestStore.NOW)));

        Observed seen =
                store.lookOfSuccessor(new SetsCache(List.of(store.set()), old)).seen();

        assertThat(seen.live()).contains(store.liveRecord());
    }

    /** What somebody has changed since is seen when the cache hears of it: nothing was listed. */
    @Test
    void takesTheSetsFromACacheThatHasTheNewestRelease() {
        SetRecord live = store.live(2);
        List<Deployment> cached = List.of(store.set());
        store.scalesByHand(5);

        Observed seen = store.look(new SetsCache(cached, List.of())).seen();

        assertThat(seen.set(live.release().revision()).orElseThrow().replicas()).isEqualTo(2);
    }

    @Test
    void seesWhatKeepsTheSetThatIsWaitedFor() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        store.client()
                .resource(new DeploymentBuilder(store.set())
                        .withNewStatus()
                        .addNewCondition()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withReason("FailedCreate")
                        .withMessage("pods \"a\" is forbidden: violates PodSecurity")
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();

        assertThat(store.look().seen().set(store.wanted()).orElseThrow().trouble())
                .isEqualTo("no pod can be made (pods \"a\" is forbidden: violates PodSecurity)");
    }

    @Test
    void seesAChangedSelector() {
        store.live(2);
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editSpec()
                        .addToSelector("foreign", "key")
                        .endSpec()
                        .build())
                .update();

        assertThat(store.look().seen().service().orElseThrow().selectsRecorded())
                .isFalse();
    }

    @Test
    void seesARecordThatIsLost() {
        store.begun();
        store.client()
                .resource(new DeploymentBuilder(store.set())
                        .editMetadata()
                        .addToAnnotations(RecordCodec.SET, "{}")
                        .endMetadata()
                        .build())
                .update();

        assertThat(store.look().seen().set(store.wanted()).orElseThrow().record())
                .isEmpty();
    }

    @Test
    void callsASetAvailableOnlyWhenItsStatusIsAboutItAsItIs() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));

        status(1, 2, 2, 2);
        assertThat(set().available()).isFalse();
        status(2, 2, 1, 2);
        assertThat(set().available()).isFalse();
        status(2, 3, 2, 2);
        assertThat(set().available()).isFalse();
        status(2, 2, 2, 2);
        assertThat(set().available()).isTrue();
    }

    @Test
    void staysAvailableThroughARecordOfOursButNotThroughAChangeBySomebodyElse() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        status(2, 2, 2, 2);

        store.work().writeRecord(new Action.WriteRecord(store.wanted(), record.at(Step.START, TestStore.NOW)));
        store.work().writeRecord(new Action.WriteRecord(store.wanted(), record.at(Step.CLEAN, TestStore.NOW)));

        assertThat(store.set().getMetadata().getGeneration()).isEqualTo(4);
        assertThat(set().available()).isTrue();
        revision("7");
        assertThat(set().available()).isFalse();
    }

    @Test
    void findsTheTemplateOfTheCurrentReplicaSet() {
        store.begun();
        revision("2");
        assertThat(set().template()).isEmpty();
        status(2, 0, 0, 0);
        replicaSet("old", "1");
        replicaSet("new", "2");

        assertThat(set().template()).isEqualTo("new");
    }

    @Test
    void seesThatThePodsRunAnotherImageThanWasVerified() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        store.work().writeRecord(new Action.WriteRecord(store.wanted(), record.running("repo@sha256:a")));
        pod("one", "repo@sha256:a");
        status(4, 2, 2, 2);
        assertThat(set().imageMoved()).isFalse();

        pod("two", "repo@sha256:b");
        status(4, 2, 2, 1);
        assertThat(set().imageMoved()).isFalse();
        status(4, 2, 2, 2);

        assertThat(set().imageId()).isEqualTo("repo@sha256:a repo@sha256:b");
        assertThat(set().imageMoved()).isTrue();
    }

    private void pod(String name, String imageId) {
        Pod pod = store.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(store.set().getMetadata().getName() + "-5d4f-" + name)
                        .withNamespace(store.namespace())
                        .withLabels(store.set().getSpec().getSelector().getMatchLabels())
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("web")
                        .withImage("shop/php:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        store.client()
                .resource(new PodBuilder(pod)
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .addNewContainerStatus()
                        .withName("web")
                        .withImage("shop/php:1")
                        .withImageID(imageId)
                        .withReady(true)
                        .withRestartCount(0)
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    @Test
    void countsThePodsThemselvesInAFreshLook() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        status(2, 2, 2, 2);

        ClusterObserver observer = store.observer();
        ClusterObserver.Sight before = store.look(observer);
        SetView cached = before.seen().set(store.wanted()).orElseThrow();
        SetView fresh = observer.lookAgain(before, store::resource, new LiveStore(store.operator()))
                .seen()
                .set(store.wanted())
                .orElseThrow();

        assertThat(cached.ready()).isEqualTo(2);
        assertThat(fresh.ready()).isZero();
    }

    @Test
    void countsAPodThatIsGoneNoMoreInAFreshLook() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 2, record));
        pod("one", "repo@sha256:a");
        pod("two", "repo@sha256:a");
        status(2, 2, 2, 2);
        ClusterObserver observer = store.observer();
        ClusterObserver.Sight before = store.look(observer);
        int both = readyAgain(observer, before);

        store.client()
                .pods()
                .inNamespace(store.namespace())
                .withName(store.set().getMetadata().getName() + "-5d4f-two")
                .withGracePeriod(0)
                .delete();

        assertThat(both).isEqualTo(2);
        assertThat(readyAgain(observer, before)).isEqualTo(1);
    }

    @Test
    void countsManyPodsAsTheyAreNow() {
        SetRecord record = store.begun();
        store.work().scale(new Action.Scale(store.wanted(), 22, record));
        IntStream.range(0, 21).forEach(number -> pod("p" + number, "repo@sha256:a"));
        status(2, 22, 22, 22);
        ClusterObserver observer = store.observer();
        ClusterObserver.Sight before = store.look(observer);

        pod("late", "repo@sha256:a");

        assertThat(readyAgain(observer, before)).isEqualTo(22);
    }

    private int readyAgain(ClusterObserver observer, ClusterObserver.Sight before) {
        return observer.lookAgain(before, store::resource, new LiveStore(store.operator()))
                .seen()
                .set(store.wanted())
                .orElseThrow()
                .ready();
    }

    private SetView set() {
        return store.look().seen().set(store.wanted()).orElseThrow();
    }

    private Action.RunJob run(SetRecord record) {
        return new Action.RunJob(store.wanted(), record.release(), Step.PURGE, 1, store.wanted(), Map.of());
    }

    private void status(long observed, int all, int updated, int available) {
        store.client()
                .resource(new DeploymentBuilder(store.set())
                        .withNewStatus()
                        .withObservedGeneration(observed)
                        .withReplicas(all)
                        .withUpdatedReplicas(updated)
                        .withAvailableReplicas(available)
                        .withReadyReplicas(available)
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private void revision(String revision) {
        store.client()
                .resource(new DeploymentBuilder(store.set())
                        .editMetadata()
                        .addToAnnotations("deployment.kubernetes.io/revision", revision)
                        .endMetadata()
                        .build())
                .update();
    }

    private void replicaSet(String hash, String revision) {
        Deployment set = store.set();
        store.client()
                .resource(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withName(set.getMetadata().getName() + "-" + hash)
                        .withNamespace(store.namespace())
                        .withLabels(set.getSpec().getSelector().getMatchLabels())
                        .addToLabels("pod-template-hash", hash)
                        .addToAnnotations("deployment.kubernetes.io/revision", revision)
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("Deployment")
                        .withName(set.getMetadata().getName())
                        .withUid(set.getMetadata().getUid())
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withSelector(set.getSpec().getSelector())
                        .withTemplate(set.getSpec().getTemplate())
                        .endSpec()
                        .build())
                .create();
    }

    /** An informer that has heard of nothing yet. */
    private static class EmptyCache implements StoreCache {
        @Override
        public List<Deployment> deployments(StoreKey store) {
            return List.of();
        }

        @Override
        public List<Job> jobs(StoreKey store) {
            return List.of();
        }

        @Override
        public List<Service> services(StoreKey store) {
            return List.of();
        }

        @Override
        public List<EndpointSlice> slices(StoreKey store) {
            return List.of();
        }
    }

    /** One that has heard of these sets. */
    private static final class SetsCache extends EmptyCache {
        private final List<Deployment> sets;
        private final List<Service> services;

        private SetsCache(List<Deployment> sets, List<Service> services) {
            this.sets = sets;
            this.services = services;
        }

        @Override
        public List<Service> services(StoreKey store) {
            return services;
        }

        @Override
        public List<Deployment> deployments(StoreKey store) {
            return sets;
        }
    }
}
