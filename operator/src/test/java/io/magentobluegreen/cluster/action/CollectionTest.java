package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ShippedRights;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class CollectionTest {
    private final TestStore store = TestStore.create();

    @Test
    void deletesASetWithAllThatOnlyItUsed() {
        store.begun();
        run(Step.PREFLIGHT);
        String name = Names.set("shop", store.wanted());

        assertThat(collect()).isEmpty();

        assertThat(store.set()).isNull();
        assertThat(store.get(ConfigMap.class, name)).isNull();
        assertThat(store.get(Secret.class, name)).isNull();
        assertThat(jobs()).isEmpty();
        assertThat(store.get(Secret.class, "shop-env")).isNotNull();
    }

    @Test
    void leavesAnUpgradeThatMayRun() {
        store.begun();
        run(Step.UPGRADE);
        JobRef job = store.record().jobs().get(Step.UPGRADE);
        store.work().addFinalizer(new Action.AddFinalizer());
        store.work().resumeUpgrade(new Action.ResumeUpgrade(job.name(), job.uid()));

        collect();

        assertThat(jobs()).hasSize(1);
    }

    @Test
    void onlyReportsThatLiveIsNotCollected() {
        store.live(2);

        assertThat(collect()).hasSize(1);

        assertThat(store.set()).isNotNull();
    }

    @Test
    void keepsWhatToGoBackTo() {
        isWhatToGoBackTo();

        collect();

        assertThat(store.set()).isNotNull();
    }

    @Test
    void deletesWhatIsMadeAnew() {
        isWhatToGoBackTo();

        store.work().carryOut(List.of(new Action.Collect(store.wanted(), true)));

        assertThat(store.set()).isNull();
    }

    private void isWhatToGoBackTo() {
        SetRecord record = store.begun();
        LiveRecord live = new LiveRecord(
                Optional.empty(), Optional.of(TestStore.slot(record, 2)), TestStore.NOW, 1, "", Optional.empty());
        store.work().writeLive(new Action.WriteLive(live));
    }

    @Test
    void keepsASetWhoseRecordChanged() {
        SetRecord record = store.begun();
        ActionExecutor sleeping = store.work();
        store.work().writeRecord(new Action.WriteRecord(store.wanted(), record.at(Step.START, TestStore.NOW)));

        sleeping.carryOut(List.of(new Action.Collect(store.wanted())));

        assertThat(store.set()).isNotNull();
    }

    @Test
    void finishesWhatWasBrokenOffInTheMiddle() {
        store.begun();
        run(Step.PREFLIGHT);
        String name = Names.set("shop", store.wanted());
        store.client().resource(store.set()).delete();

        store.at(Instant.now().plus(Duration.ofHours(2))).work().carryOutAndKeep(List.of());

        assertThat(store.get(ConfigMap.class, name)).isNull();
        assertThat(store.get(Secret.class, name)).isNull();
        assertThat(jobs()).isEmpty();
    }

    @Test
    void leavesWhatASetIsBeingMadeOf() {
        store.begun();
        store.client().resource(store.set()).delete();

        store.at(Instant.now()).work().carryOutAndKeep(List.of());

        assertThat(store.get(ConfigMap.class, Names.set("shop", store.wanted())))
                .isNotNull();
    }

    @Test
    void leavesWhatTheLiveSetIsMadeAgainFrom() {
        store.live(2);
        store.client().resource(store.set()).delete();

        store.at(Instant.now().plus(Duration.ofHours(2))).work().carryOutAndKeep(List.of());

        assertThat(store.get(ConfigMap.class, Names.set("shop", store.wanted())))
                .isNotNull();
    }

    /** One leader sleeps in the middle of a collection, and another one makes the set anew from what is left of it. */
    @Test
    void leavesWhatASetThatWasMadeAnewKeeps() {
        SetRecord record = store.begun();
        String name = Names.set("shop", store.wanted());
        AtomicBoolean slept = new AtomicBoolean();
        Interceptor between = chain -> {
            boolean rest = chain.request().method().equals("DELETE")
                    && !chain.request().url().encodedPath().contains("/deployments/");
            if (rest && slept.compareAndSet(false, true)) {
                store.work().makeSet(new Action.MakeSet(record));
            }
            return chain.proceed(chain.request());
        };

        try (KubernetesClient sleeping = ShippedRights.newClient(between)) {
            assertThat(store.work(sleeping).carryOut(List.of(new Action.Collect(store.wanted()))))
                    .hasSize(1);
        }

        assertThat(slept).isTrue();
        assertThat(store.set()).isNotNull();
        assertThat(store.get(ConfigMap.class, name)).isNotNull();
        assertThat(store.get(Secret.class, name)).isNotNull();
    }

    @Test
    void marksWhatASetThatIsMadeAnewKeeps() {
        SetRecord record = store.begun();
        String name = Names.set("shop", store.wanted());
        store.client().resource(store.set()).delete();

        store.work().makeSet(new Action.MakeSet(record));

        for (HasMetadata kept : List.of(store.get(Secret.class, name), store.get(ConfigMap.class, name))) {
            assertThat(SetMaking.keptAt(kept)).contains(TestStore.NOW);
        }
    }

    /** Its making may have stopped before the Deployment was there again, and another process may be going on with it. */
    @Test
    void collectsWhatASetKeptOnlyAnHourLater() {
        SetRecord record = store.begun();
        String name = Names.set("shop", store.wanted());
        Instant made = Instant.now();
        store.at(made).work().makeSet(new Action.MakeSet(record));

        collect();
        assertThat(store.set()).isNull();
        assertThat(store.get(Secret.class, name)).isNotNull();

        store.at(made.plus(Duration.ofMinutes(59))).work().carryOutAndKeep(List.of());
        assertThat(store.get(Secret.class, name)).isNotNull();
        store.at(made.plus(Duration.ofMinutes(61))).work().carryOutAndKeep(List.of());
        assertThat(store.get(Secret.class, name)).isNull();
        assertThat(store.get(ConfigMap.class, name)).isNull();
    }

    private List<?> collect() {
        return store.work().carryOut(List.of(new Action.Collect(store.wanted())));
    }

    private void run(Step step) {
        store.work()
                .runJob(new Action.RunJob(store.wanted(), store.begin(1).release(), step, 1, store.wanted(), Map.of()));
    }

    private List<Job> jobs() {
        return store
                .client()
                .resources(Job.class)
                .inNamespace(store.namespace())
                .withLabel(Labels.STORE, "shop")
                .list()
                .getItems()
                .stream()
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }
}
