package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Step;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class JobWritesTest {
    private final TestStore store = TestStore.create();

    @Test
    void putsTheJobsUidOnRecord() {
        store.begun();

        store.work().runJob(run(Step.PREFLIGHT));

        Job job = job("preflight");
        assertThat(store.record().jobs())
                .containsEntry(
                        Step.PREFLIGHT,
                        new JobRef(
                                1,
                                job.getMetadata().getName(),
                                job.getMetadata().getUid()));
    }

    @Test
    void takesAJobThatACrashLeftOffTheRecord() {
        store.begun();
        ActionExecutor crashing = store.work();
        store.client().resource(store.set()).delete();
        store.work().makeSet(new Action.MakeSet(store.begin(1)));
        assertThatThrownBy(() -> crashing.runJob(run(Step.PREFLIGHT))).isInstanceOf(ObservedStale.class);
        store.work().runJob(run(Step.PREFLIGHT));
        String uid = job("preflight").getMetadata().getUid();

        store.work().runJob(run(Step.PREFLIGHT));

        assertThat(store.record().jobs().get(Step.PREFLIGHT).uid()).isEqualTo(uid);
    }

    @Test
    void takesNoJobOfSomebodyElse() {
        store.begun();
        store.work().runJob(run(Step.PREFLIGHT));
        Job ours = job("preflight");
        store.client().resource(ours).delete();
        store.client()
                .resource(new JobBuilder(ours)
                        .withNewMetadata()
                        .withName(ours.getMetadata().getName())
                        .withNamespace(store.namespace())
                        .endMetadata()
                        .withStatus(null)
                        .editSpec()
                        .withSelector(null)
                        .editTemplate()
                        .withMetadata(null)
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();

        assertThatThrownBy(() -> store.work().runJob(run(Step.PREFLIGHT)))
                .isInstanceOfSatisfying(
                        ActionRefused.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo("NameTaken"));
    }

    @Test
    void resumesTheUpgradeWithTheServersTime() {
        Job job = upgrade();
        Instant before = Instant.now().minusSeconds(5);

        store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job)));

        Job resumed = job("upgrade");
        long beginBefore = Long.parseLong(
                resumed.getSpec().getTemplate().getMetadata().getAnnotations().get(Annotations.BEGIN_BEFORE));
        assertThat(resumed.getSpec().getSuspend()).isFalse();
        assertThat(Instant.ofEpochSecond(beginBefore))
                .isBetween(before.plusSeconds(600), Instant.now().plusSeconds(601));
    }

    @Test
    void resumesOnce() {
        Job job = upgrade();
        store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job)));
        Job first = job("upgrade");

        store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job)));

        assertThat(job("upgrade")).isEqualTo(first);
    }

    @Test
    void resumesNothingThatWasCancelledOrIsAnotherOne() {
        Job job = upgrade();
        assertThatThrownBy(() -> store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), "another")))
                .isInstanceOf(ObservedStale.class);

        store.work().cancelUpgrade(new Action.CancelUpgrade(name(job), uid(job)));

        assertThatThrownBy(() -> store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job))))
                .isInstanceOf(ObservedStale.class);
        assertThat(job("upgrade").getSpec().getSuspend()).isTrue();
    }

    @Test
    void resumesNothingOnAResourceThatMayVanish() {
        Job job = upgrade();
        ActionExecutor work = store.work();
        store.work().removeFinalizer(new Action.RemoveFinalizer());

        assertThatThrownBy(() -> work.resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job))))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("finalizer");
        assertThat(job("upgrade").getSpec().getSuspend()).isTrue();
    }

    @Test
    void resumesNothingThatIsHeldByNow() {
        Job job = upgrade();
        ActionExecutor sleeping = store.work();
        store.pauses();

        assertThatThrownBy(() -> sleeping.resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job))))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("something else");
        assertThat(job("upgrade").getSpec().getSuspend()).isTrue();
    }

    @Test
    void cancelsNothingThatWasResumed() {
        Job job = upgrade();
        store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job)));

        assertThatThrownBy(() -> store.work().cancelUpgrade(new Action.CancelUpgrade(name(job), uid(job))))
                .isInstanceOf(ObservedStale.class);
    }

    @Test
    void deletesAnUpgradeOnlyBeforeItsResume() {
        Job job = upgrade();
        store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job)));

        assertThatThrownBy(() -> store.work().deleteJob(new Action.DeleteJob(name(job), uid(job))))
                .isInstanceOf(ObservedStale.class);
        assertThat(job("upgrade").getMetadata().getDeletionTimestamp()).isNull();
    }

    @Test
    void deletesACancelledUpgrade() {
        Job job = upgrade();
        store.work().cancelUpgrade(new Action.CancelUpgrade(name(job), uid(job)));

        store.work().deleteJob(new Action.DeleteJob(name(job), uid(job)));
        store.work().deleteJob(new Action.DeleteJob(name(job), uid(job)));

        assertThat(job("upgrade")).isNull();
    }

    @Test
    void ownsAnUpgradeOnlyAfterItsEnd() {
        Job job = upgrade();
        Action.OwnUpgrade own = new Action.OwnUpgrade(name(job), uid(job));
        assertThat(job.getMetadata().getOwnerReferences()).isEmpty();
        assertThatThrownBy(() -> store.work().ownUpgrade(own)).isInstanceOf(ObservedStale.class);

        end(job);
        store.work().ownUpgrade(own);

        assertThat(job("upgrade").getMetadata().getOwnerReferences())
                .extracting("uid")
                .containsExactly(store.resource().getMetadata().getUid());
    }

    private Job upgrade() {
        store.begun();
        store.work().addFinalizer(new Action.AddFinalizer());
        store.work().runJob(run(Step.UPGRADE));
        return job("upgrade");
    }

    private void end(Job job) {
        String now = "2026-11-23T12:00:00Z";
        store.work().resumeUpgrade(new Action.ResumeUpgrade(name(job), uid(job)));
        store.client()
                .resource(new JobBuilder(job("upgrade"))
                        .withNewStatus()
                        .withStartTime(now)
                        .addNewCondition()
                        .withType("FailureTarget")
                        .withStatus("True")
                        .endCondition()
                        .addNewCondition()
                        .withType("Failed")
                        .withStatus("True")
                        .withLastTransitionTime(now)
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private Action.RunJob run(Step step) {
        return new Action.RunJob(
                store.wanted(), store.begin(1).release(), step, 1, store.wanted(), Map.of("subject", "digest"));
    }

    private Job job(String step) {
        return store.get(Job.class, "shop-" + store.begin(1).release() + "-" + step + "-1");
    }

    private static String name(Job job) {
        return job.getMetadata().getName();
    }

    private static String uid(Job job) {
        return job.getMetadata().getUid();
    }
}
