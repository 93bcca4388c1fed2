package io.magentobluegreen.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.release.record.Step;
import org.junit.jupiter.api.Test;

/** What keeps a Job from beginning, and what is remembered of it. */
@NeedsRealApiServer
class TroublesTest {
    private final PlayedJobs jobs = new PlayedJobs();

    @Test
    void saysWhatKeepsTheJobsPodAndWhyItNeverBegan() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        jobs.active(job, 0);
        jobs.status(jobs.pod(job, "Pending"), PlayedJobs.waiting("ErrImagePull", "not found"));

        String trouble = jobs.view(job).trouble();
        jobs.end(job, "Failed", "DeadlineExceeded");

        assertThat(trouble).contains("container job of pod", "cannot get its image", "ErrImagePull: not found");
        assertThat(jobs.view(job).verdict().orElseThrow().reason()).isEqualTo("JobNotStarted");
        assertThat(jobs.view(job).verdict().orElseThrow().message()).contains("ErrImagePull: not found");
    }

    /** As a kubelet reports it: the reason is gone as soon as the pod is being deleted. */
    @Test
    void remembersWhyAJobNeverBeganWhileItsPodIsDeleted() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        jobs.active(job, 0);
        Pod pod = jobs.pod(job, "Pending");
        jobs.status(pod, PlayedJobs.waiting("ErrImagePull", "not found"));
        jobs.view(job);

        jobs.status(jobs.deleted(pod), PlayedJobs.waiting("ContainerCreating", null));

        assertThat(jobs.view(job).trouble()).isEmpty();
        jobs.end(job, "Failed", "DeadlineExceeded");
        assertThat(jobs.view(job).verdict().orElseThrow().message()).contains("ErrImagePull: not found");
    }

    @Test
    void knowsThatAJobNeverBeganThoughItSeesItsPodOnlyWhenThatIsDeleted() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        jobs.active(job, 0);
        jobs.status(jobs.deleted(jobs.pod(job, "Pending")), PlayedJobs.waiting("ContainerCreating", null));

        jobs.view(job);

        jobs.end(job, "Failed", "DeadlineExceeded");
        assertThat(jobs.view(job).verdict().orElseThrow().reason()).isEqualTo("JobNotStarted");
    }

    @Test
    void saysThatNoPodCouldBeMade() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);

        jobs.begunWithoutAPod(job, new JobStatusBuilder());

        assertThat(jobs.view(job).trouble()).contains("no pod could be made for it");
    }

    /** As the Job's controller writes it in its first step, before it takes its finalizer from the pod. */
    @Test
    void blamesNobodyWhileAPodThatEndedIsNotCountedYet() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);

        jobs.begunWithoutAPod(
                job,
                new JobStatusBuilder()
                        .withNewUncountedTerminatedPods()
                        .withFailed("af0b5a4e-0000-0000-0000-000000000000")
                        .endUncountedTerminatedPods());

        assertThat(jobs.view(job).trouble()).isEmpty();
    }

    @Test
    void blamesNobodyWhileAJobEnds() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);

        jobs.begunWithoutAPod(
                job,
                new JobStatusBuilder()
                        .addNewCondition()
                        .withType("FailureTarget")
                        .withStatus("True")
                        .endCondition());

        assertThat(jobs.view(job).trouble()).isEmpty();
    }

    @Test
    void forgetsWhatKeptAJobThatRuns() {
        Job job = jobs.run(Step.CUTOVER_CLEAN);
        jobs.active(job, 0);
        jobs.status(jobs.pod(job, "Pending"), PlayedJobs.waiting("ErrImagePull", "not found"));
        assertThat(jobs.view(job).trouble()).isNotEmpty();

        jobs.active(job, 1);

        assertThat(jobs.view(job).trouble()).isEmpty();
        jobs.end(job, "Failed", "DeadlineExceeded");
        assertThat(jobs.view(job).verdict().orElseThrow().reason()).isEqualTo("JobDeadlineExceeded");
    }
}
