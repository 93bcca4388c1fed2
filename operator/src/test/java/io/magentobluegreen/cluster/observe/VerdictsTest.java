package io.magentobluegreen.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What came out of a Job. */
@NeedsRealApiServer
class VerdictsTest {
    private static final String SAID = "{\"step\":\"clean\",\"result\":\"Passed\"}";

    private final PlayedJobs jobs = new PlayedJobs();

    @Test
    void waitsForTheEndOfTheJob() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        jobs.pod(job, 0, SAID);

        jobs.end(job, "FailureTarget", "");

        assertThat(jobs.view(job).verdict()).isEmpty();
    }

    @Test
    void readsWhatTheScriptSaid() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        jobs.pod(job, 0, SAID);

        jobs.end(job, "Complete", "");

        assertThat(jobs.view(job).verdict()).contains(Verdict.passed(Map.of()));
        assertThat(jobs.view(job).finishedAt()).contains(TestStore.NOW);
    }

    @Test
    void believesNoExitCodeWithoutAVerdict() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        jobs.pod(job, 0, null);

        jobs.end(job, "Complete", "");

        assertThat(jobs.view(job).verdict().map(Verdict::result)).contains(Verdict.Result.FAILED);
        assertThat(jobs.view(job).verdict().orElseThrow().message())
                .endsWith("(kubectl logs -n " + jobs.store().namespace() + " job/"
                        + job.getMetadata().getName() + ")");
    }

    @Test
    void hasNoVerdictOfAPodThatIsGone() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);

        jobs.end(job, "Failed", "BackoffLimitExceeded");

        assertThat(jobs.view(job).verdict().map(Verdict::result)).contains(Verdict.Result.NONE);
    }

    @Test
    void failsAJobThatRanOutOfTime() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);

        jobs.end(job, "Failed", "DeadlineExceeded");

        assertThat(jobs.view(job).verdict().map(Verdict::reason)).contains("JobDeadlineExceeded");
    }

    @Test
    void namesTheInitContainerThatFailed() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        ContainerStatus init = new ContainerStatusBuilder(PlayedJobs.container("seed-etc"))
                .withNewState()
                .withNewTerminated()
                .withExitCode(1)
                .withReason("Error")
                .withMessage("cp: No space left on device")
                .endTerminated()
                .endState()
                .build();
        Pod pod = jobs.pod(job, "Failed");
        pod.getStatus().setInitContainerStatuses(List.of(init));
        jobs.status(pod, PlayedJobs.waiting("PodInitializing", null));

        jobs.end(job, "Failed", "BackoffLimitExceeded");

        Verdict verdict = jobs.view(job).verdict().orElseThrow();
        assertThat(verdict.result()).isEqualTo(Verdict.Result.NONE);
        assertThat(verdict.reason()).isEqualTo("InitContainerFailed");
        assertThat(verdict.message()).contains("init container seed-etc", "exit code 1", "No space left on device");
    }

    @Test
    void namesTheCheckThatFailed() {
        Job job = jobs.run(Step.CHECK_JOBS);
        ContainerStatus check = new ContainerStatusBuilder(PlayedJobs.container("check-smoke"))
                .withNewState()
                .withNewTerminated()
                .withExitCode(3)
                .withReason("Error")
                .withMessage("no add-to-cart button")
                .endTerminated()
                .endState()
                .build();
        jobs.status(jobs.pod(job, "Failed"), check);

        jobs.end(job, "Failed", "BackoffLimitExceeded");

        Verdict verdict = jobs.view(job).verdict().orElseThrow();
        assertThat(verdict.reason()).isEqualTo("CheckFailed");
        assertThat(verdict.message())
                .contains("container check-smoke of pod", "with exit code 3 (no add-to-cart button)", "kubectl logs");
    }

    @Test
    void saysThatACheckTookTooLong() {
        Job job = jobs.run(Step.CHECK_JOBS);

        jobs.end(job, "Failed", "DeadlineExceeded");

        assertThat(jobs.view(job).verdict().orElseThrow().message()).contains("it ran longer than its timeout");
    }

    @Test
    void saysWhoEndedThePod() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        Pod pod = jobs.pod(job, "Failed");
        pod.getStatus().setReason("Evicted");
        pod.getStatus().setMessage("The node was low on resource: memory.");
        jobs.store().client().resource(pod).updateStatus();

        jobs.end(job, "Failed", "BackoffLimitExceeded");

        assertThat(jobs.view(job).verdict().orElseThrow().message()).contains("Evicted: The node was low on resource");
    }

    @Test
    void believesNoPodOfAnotherJob() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        Pod pod = jobs.pod(job, 0, SAID);
        jobs.store()
                .client()
                .resource(new PodBuilder(pod)
                        .editMetadata()
                        .editFirstOwnerReference()
                        .withUid("another")
                        .endOwnerReference()
                        .endMetadata()
                        .build())
                .update();

        jobs.end(job, "Complete", "");

        assertThat(jobs.view(job).verdict().map(Verdict::result)).contains(Verdict.Result.NONE);
    }

    @Test
    void seesAnUpgradePodWhoseJobIsGone() {
        jobs.store().work().addFinalizer(new Action.AddFinalizer());
        jobs.store().refresh();
        Job job = jobs.run(Step.UPGRADE);
        assertThat(jobs.store().look().seen().upgradePods()).isFalse();

        jobs.store().client().resource(jobs.pod(job, "Running")).updateStatus();

        assertThat(jobs.store().look().seen().upgradePods()).isTrue();
        jobs.store().work().removeFinalizer(new Action.RemoveFinalizer());
    }
}
