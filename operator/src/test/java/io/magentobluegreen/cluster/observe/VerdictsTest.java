package io.magentobluegreen.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class VerdictsTest {
    private static final String TIME = "2026-11-23T12:00:00Z";
    private static final String SAID = "{\"step\":\"clean\",\"result\":\"Passed\"}";

    private final TestStore store = TestStore.create(
            "\"verification\": {\"host\": \"www.example.com\", \"jobs\": [{\"name\": \"smoke\", \"command\": [\"true\"]}]}");
    private final SetRecord record = store.begun();
    private final ClusterObserver observer = store.observer();

    @Test
    void waitsForTheEndOfTheJob() {
        Job job = run(Step.CUTOVER_CLEAN);
        pod(job, 0, SAID);

        end(job, "FailureTarget", "");

        assertThat(view(job).verdict()).isEmpty();
    }

    @Test
    void readsWhatTheScriptSaid() {
        Job job = run(Step.CUTOVER_CLEAN);
        pod(job, 0, SAID);

        end(job, "Complete", "");

        assertThat(view(job).verdict()).contains(Verdict.passed(Map.of()));
        assertThat(view(job).finishedAt()).contains(TestStore.NOW);
    }

    @Test
    void believesNoExitCodeWithoutAVerdict() {
        Job job = run(Step.CUTOVER_CLEAN);
        pod(job, 0, null);

        end(job, "Complete", "");

        assertThat(view(job).verdict().map(Verdict::result)).contains(Verdict.Result.FAILED);
        assertThat(view(job).verdict().orElseThrow().message())
                .endsWith("(kubectl logs -n " + store.namespace() + " job/"
                        + job.getMetadata().getName() + ")");
    }

    @Test
    void hasNoVerdictOfAPodThatIsGone() {
        Job job = run(Step.CUTOVER_CLEAN);

        end(job, "Failed", "BackoffLimitExceeded");

        assertThat(view(job).verdict().map(Verdict::result)).contains(Verdict.Result.NONE);
    }

    @Test
    void failsAJobThatRanOutOfTime() {
        Job job = run(Step.CUTOVER_CLEAN);

        end(job, "Failed", "DeadlineExceeded");

        assertThat(view(job).verdict().map(Verdict::reason)).contains("JobDeadlineExceeded");
    }

    @Test
    void saysWhatKeepsTheJobsPodAndWhyItNeverBegan() {
        Job job = run(Step.CUTOVER_CLEAN);
        active(job, 0);
        status(pod(job, "Pending"), waiting("ErrImagePull", "not found"));

        String trouble = view(job).trouble();
        end(job, "Failed", "DeadlineExceeded");

        assertThat(trouble).contains("container job of pod", "cannot get its image", "ErrImagePull: not found");
        assertThat(view(job).verdict().orElseThrow().reason()).isEqualTo("JobNotStarted");
        assertThat(view(job).verdict().orElseThrow().message()).contains("ErrImagePull: not found");
    }

    /** As a kubelet reports it: the reason is gone as soon as the pod is being deleted. */
    @Test
    void remembersWhyAJobNeverBeganWhileItsPodIsDeleted() {
        Job job = run(Step.CUTOVER_CLEAN);
        active(job, 0);
        Pod pod = pod(job, "Pending");
        status(pod, waiting("ErrImagePull", "not found"));
        view(job);

        status(deleted(pod), waiting("ContainerCreating", null));

        assertThat(view(job).trouble()).isEmpty();
        end(job, "Failed", "DeadlineExceeded");
        assertThat(view(job).verdict().orElseThrow().message()).contains("ErrImagePull: not found");
    }

    @Test
    void knowsThatAJobNeverBeganThoughItSeesItsPodOnlyWhenThatIsDeleted() {
        Job job = run(Step.CUTOVER_CLEAN);
        active(job, 0);
        status(deleted(pod(job, "Pending")), waiting("ContainerCreating", null));

        view(job);

        end(job, "Failed", "DeadlineExceeded");
        assertThat(view(job).verdict().orElseThrow().reason()).isEqualTo("JobNotStarted");
    }

    @Test
    void saysThatNoPodCouldBeMade() {
        Job job = run(Step.CUTOVER_CLEAN);

        begunWithoutAPod(job, new JobStatusBuilder());

        assertThat(view(job).trouble()).contains("no pod could be made for it");
    }

    /** As the Job's controller writes it in its first step, before it takes its finalizer from the pod. */
    @Test
    void blamesNobodyWhileAPodThatEndedIsNotCountedYet() {
        Job job = run(Step.CUTOVER_CLEAN);

        begunWithoutAPod(
                job,
                new JobStatusBuilder()
                        .withNewUncountedTerminatedPods()
                        .withFailed("af0b5a4e-0000-0000-0000-000000000000")
                        .endUncountedTerminatedPods());

        assertThat(view(job).trouble()).isEmpty();
    }

    @Test
    void blamesNobodyWhileAJobEnds() {
        Job job = run(Step.CUTOVER_CLEAN);

        begunWithoutAPod(
                job,
                new JobStatusBuilder()
                        .addNewCondition()
                        .withType("FailureTarget")
                        .withStatus("True")
                        .endCondition());

        assertThat(view(job).trouble()).isEmpty();
    }

    @Test
    void forgetsWhatKeptAJobThatRuns() {
        Job job = run(Step.CUTOVER_CLEAN);
        active(job, 0);
        status(pod(job, "Pending"), waiting("ErrImagePull", "not found"));
        assertThat(view(job).trouble()).isNotEmpty();

        active(job, 1);

        assertThat(view(job).trouble()).isEmpty();
        end(job, "Failed", "DeadlineExceeded");
        assertThat(view(job).verdict().orElseThrow().reason()).isEqualTo("JobDeadlineExceeded");
    }

    @Test
    void namesTheInitContainerThatFailed() {
        Job job = run(Step.CUTOVER_CLEAN);
        ContainerStatus init = new ContainerStatusBuilder(container("seed-etc"))
                .withNewState()
                .withNewTerminated()
                .withExitCode(1)
                .withReason("Error")
                .withMessage("cp: No space left on device")
                .endTerminated()
                .endState()
                .build();
        Pod pod = pod(job, "Failed");
        pod.getStatus().setInitContainerStatuses(List.of(init));
        status(pod, waiting("PodInitializing", null));

        end(job, "Failed", "BackoffLimitExceeded");

        Verdict verdict = view(job).verdict().orElseThrow();
        assertThat(verdict.result()).isEqualTo(Verdict.Result.NONE);
        assertThat(verdict.reason()).isEqualTo("InitContainerFailed");
        assertThat(verdict.message()).contains("init container seed-etc", "exit code 1", "No space left on device");
    }

    @Test
    void namesTheCheckThatFailed() {
        Job job = run(Step.CHECK_JOBS);
        ContainerStatus check = new ContainerStatusBuilder(container("check-smoke"))
                .withNewState()
                .withNewTerminated()
                .withExitCode(3)
                .withReason("Error")
                .withMessage("no add-to-cart button")
                .endTerminated()
                .endState()
                .build();
        status(pod(job, "Failed"), check);

        end(job, "Failed", "BackoffLimitExceeded");

        Verdict verdict = view(job).verdict().orElseThrow();
        assertThat(verdict.reason()).isEqualTo("CheckFailed");
        assertThat(verdict.message())
                .contains("container check-smoke of pod", "with exit code 3 (no add-to-cart button)", "kubectl logs");
    }

    @Test
    void saysThatACheckTookTooLong() {
        Job job = run(Step.CHECK_JOBS);

        end(job, "Failed", "DeadlineExceeded");

        assertThat(view(job).verdict().orElseThrow().message()).contains("it ran longer than its timeout");
    }

    @Test
    void saysWhoEndedThePod() {
        Job job = run(Step.CUTOVER_CLEAN);
        Pod pod = pod(job, "Failed");
        pod.getStatus().setReason("Evicted");
        pod.getStatus().setMessage("The node was low on resource: memory.");
        store.client().resource(pod).updateStatus();

        end(job, "Failed", "BackoffLimitExceeded");

        assertThat(view(job).verdict().orElseThrow().message()).contains("Evicted: The node was low on resource");
    }

    @Test
    void believesNoPodOfAnotherJob() {
        Job job = run(Step.CUTOVER_CLEAN);
        Pod pod = pod(job, 0, SAID);
        store.client()
                .resource(new PodBuilder(pod)
                        .editMetadata()
                        .editFirstOwnerReference()
                        .withUid("another")
                        .endOwnerReference()
                        .endMetadata()
                        .build())
                .update();

        end(job, "Complete", "");

        assertThat(view(job).verdict().map(Verdict::result)).contains(Verdict.Result.NONE);
    }

    @Test
    void seesAnUpgradePodWhoseJobIsGone() {
        store.work().addFinalizer(new Action.AddFinalizer());
        store.refresh();
        Job job = run(Step.UPGRADE);
        assertThat(store.look().seen().upgradePods()).isFalse();

        store.client().resource(pod(job, "Running")).updateStatus();

        assertThat(store.look().seen().upgradePods()).isTrue();
        store.work().removeFinalizer(new Action.RemoveFinalizer());
    }

    private Job run(Step step) {
        store.work().runJob(new Action.RunJob(store.wanted(), record.release(), step, 1, store.wanted(), Map.of()));
        JobRef ref = store.record().jobs().get(step);
        return store.get(Job.class, ref.name());
    }

    private JobView view(Job job) {
        return store.look(observer).seen().jobs().get(job.getMetadata().getName());
    }

    private void active(Job job, int ready) {
        store.client()
                .resource(new JobBuilder(store.get(Job.class, job.getMetadata().getName()))
                        .withNewStatus()
                        .withStartTime(TIME)
                        .withActive(1)
                        .withReady(ready)
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private void begunWithoutAPod(Job job, JobStatusBuilder status) {
        store.client()
                .resource(new JobBuilder(store.get(Job.class, job.getMetadata().getName()))
                        .withStatus(status.withStartTime("2026-11-23T11:59:00Z").build())
                        .build())
                .updateStatus();
    }

    private void status(Pod pod, ContainerStatus container) {
        pod.getStatus().setContainerStatuses(List.of(container));
        store.client().resource(pod).updateStatus();
    }

    /** A finalizer keeps it, as a kubelet does. */
    private Pod deleted(Pod pod) {
        var named = store.client()
                .pods()
                .inNamespace(store.namespace())
                .withName(pod.getMetadata().getName());
        named.edit(now -> new PodBuilder(now)
                .editMetadata()
                .withFinalizers("example.com/kubelet")
                .endMetadata()
                .build());
        named.delete();
        return named.get();
    }

    private static ContainerStatus waiting(String reason, String message) {
        return new ContainerStatusBuilder(container("job"))
                .withNewState()
                .withNewWaiting(message, reason)
                .endState()
                .build();
    }

    private static ContainerStatus container(String name) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage("x")
                .withImageID("x")
                .withReady(false)
                .withRestartCount(0)
                .build();
    }

    private void end(Job job, String condition, String reason) {
        boolean complete = condition.equals("Complete");
        JobBuilder ended = new JobBuilder(store.get(Job.class, job.getMetadata().getName()))
                .withNewStatus()
                .withStartTime(TIME)
                .withCompletionTime(complete ? TIME : null)
                .withSucceeded(complete ? 1 : null)
                .addNewCondition()
                .withType(complete ? "SuccessCriteriaMet" : "FailureTarget")
                .withStatus("True")
                .endCondition()
                .endStatus();
        if (!condition.equals("FailureTarget")) {
            ended.editStatus()
                    .addNewCondition()
                    .withType(condition)
                    .withStatus("True")
                    .withReason(reason)
                    .withLastTransitionTime(TIME)
                    .endCondition()
                    .endStatus();
        }
        store.client().resource(ended.build()).updateStatus();
    }

    private Pod pod(Job job, int exitCode, String message) {
        Pod pod = new PodBuilder(pod(job, "Succeeded"))
                .editStatus()
                .addNewContainerStatus()
                .withName("job")
                .withImage("x")
                .withImageID("x")
                .withReady(false)
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        return store.client().resource(pod).updateStatus();
    }

    private Pod pod(Job job, String phase) {
        Pod created = store.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(job.getMetadata().getName() + "-x")
                        .withNamespace(store.namespace())
                        .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                        .addToLabels(
                                "batch.kubernetes.io/job-name",
                                job.getMetadata().getName())
                        .addNewOwnerReference()
                        .withApiVersion("batch/v1")
                        .withKind("Job")
                        .withName(job.getMetadata().getName())
                        .withUid(job.getMetadata().getUid())
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("job")
                        .withImage("x")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        return new PodBuilder(created)
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }
}
