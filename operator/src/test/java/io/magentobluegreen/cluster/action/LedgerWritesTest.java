package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.ShippedRights;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class LedgerWritesTest {
    private final TestStore store = TestStore.create();

    @Test
    void createsTheLedgerWithoutAnOwner() {
        store.work().writeLedger(new Action.WriteLedger(Ledger.empty().numbered()));

        ConfigMap ledger = store.get(ConfigMap.class, "shop-ledger");
        assertThat(LedgerCodec.read(ledger.getData())).contains(new Ledger(java.util.List.of(), 2, false));
        assertThat(ledger.getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void letsOnlyOneOfTwoLeadersCreateIt() {
        ActionExecutor sleeping = store.work();
        store.work().writeLedger(new Action.WriteLedger(Ledger.empty().numbered()));

        assertThatThrownBy(() -> sleeping.writeLedger(
                        new Action.WriteLedger(Ledger.empty().numbered())))
                .isInstanceOf(ObservedStale.class);
    }

    @Test
    void neverWritesSomebodyElsesConfigMap() {
        store.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("shop-ledger")
                        .withNamespace(store.namespace())
                        .endMetadata()
                        .build())
                .create();

        assertThatThrownBy(() -> store.work().writeLedger(new Action.WriteLedger(Ledger.empty())))
                .isInstanceOf(ActionRefused.class)
                .hasMessageContaining("NameTaken");
    }

    @Test
    void letsOnlyOneOfTwoLeadersTouch() {
        Job job = upgrade();
        Ledger ledger = ledger();
        Ledger.Fact.Touched first = touch(job);
        try (KubernetesClient sleeping = overtaken(() -> store.work()
                .writeLedger(new Action.WriteLedger(ledger.touched(first.image(), first.release(), first.job()))))) {
            Action.WriteLedger second =
                    new Action.WriteLedger(ledger.touched("shop/php:2", first.release(), first.job()));

            assertThatThrownBy(() -> store.work(sleeping).writeLedger(second)).isInstanceOf(ObservedStale.class);
        }
        assertThat(ledger().open()).contains(first);
    }

    /** What would be read later as an upgrade that vanished while it ran. */
    @Test
    void touchesNothingForAJobThatIsGoneOrCancelled() {
        Job job = upgrade();
        Action.WriteLedger touched = new Action.WriteLedger(with(touch(job)));
        store.work()
                .cancelUpgrade(new Action.CancelUpgrade(name(job), touch(job).job()));
        assertThatThrownBy(() -> store.work().writeLedger(touched)).isInstanceOf(ObservedStale.class);

        store.work().deleteJob(new Action.DeleteJob(name(job), touch(job).job()));
        assertThatThrownBy(() -> store.work().writeLedger(touched)).isInstanceOf(ObservedStale.class);

        assertThat(ledger().lastTouched()).isEmpty();
    }

    /** What is rebuilt says what may have begun before, also of a Job that runs or is gone. */
    @Test
    void rebuildsALedgerWithAnUpgradeThatMayRun() {
        Ledger rebuilt = Ledger.empty().numbered().touched("shop/php:1", "0123456789-1", "u1");

        store.work().writeLedger(new Action.WriteLedger(rebuilt));

        assertThat(ledger()).isEqualTo(rebuilt);
    }

    /** It slept after its last look at the Job. */
    @Test
    void touchesNothingForAJobThatGoesMeanwhile() {
        Job job = upgrade();
        Action.WriteLedger touched = new Action.WriteLedger(with(touch(job)));
        Action.DeleteJob deletion = new Action.DeleteJob(name(job), touch(job).job());
        try (KubernetesClient sleeping = overtaken(() -> {
            store.work().cancelUpgrade(new Action.CancelUpgrade(deletion.job(), deletion.uid()));
            store.work().deleteJob(deletion);
        })) {
            assertThatThrownBy(() -> store.work(sleeping).writeLedger(touched)).isInstanceOf(ObservedStale.class);
        }
        assertThat(ledger().lastTouched()).isEmpty();
    }

    /** A client that does something else right before it writes the ledger. */
    private KubernetesClient overtaken(Runnable meanwhile) {
        AtomicBoolean slept = new AtomicBoolean();
        return ShippedRights.newClient(chain -> {
            boolean writes = chain.request().method().equals("PUT")
                    && chain.request().url().encodedPath().endsWith("/configmaps/shop-ledger");
            if (writes && slept.compareAndSet(false, true)) {
                meanwhile.run();
            }
            return chain.proceed(chain.request());
        });
    }

    private Job upgrade() {
        SetRecord record = store.begun();
        store.work().addFinalizer(new Action.AddFinalizer());
        store.work()
                .runJob(new Action.RunJob(
                        store.wanted(),
                        record.release(),
                        Step.UPGRADE,
                        1,
                        store.wanted(),
                        Map.of("subject", "digest")));
        return store.get(Job.class, "shop-" + record.release() + "-upgrade-1");
    }

    private Ledger ledger() {
        return LedgerCodec.read(store.get(ConfigMap.class, "shop-ledger").getData())
                .orElseThrow();
    }

    private Ledger with(Ledger.Fact.Touched fact) {
        return ledger().touched(fact.image(), fact.release(), fact.job());
    }

    private Ledger.Fact.Touched touch(Job job) {
        return new Ledger.Fact.Touched(
                "shop/php:1",
                store.begin(1).release().toString(),
                job.getMetadata().getUid());
    }

    private static String name(Job job) {
        return job.getMetadata().getName();
    }

    @Test
    void carriesOnFromItsOwnWrite() {
        ActionExecutor work = store.work();

        work.writeLedger(new Action.WriteLedger(Ledger.empty().numbered()));
        work.writeLedger(new Action.WriteLedger(Ledger.empty().numbered().numbered()));

        assertThat(LedgerCodec.read(store.get(ConfigMap.class, "shop-ledger").getData())
                        .map(Ledger::next))
                .contains(3);
    }

    @Test
    void writesNothingWhenNothingChanged() {
        Ledger ledger = Ledger.empty().numbered();
        store.work().writeLedger(new Action.WriteLedger(ledger));
        String version = version();

        store.work().writeLedger(new Action.WriteLedger(ledger));

        assertThat(version()).isEqualTo(version);
    }

    private String version() {
        return store.get(ConfigMap.class, "shop-ledger").getMetadata().getResourceVersion();
    }
}
