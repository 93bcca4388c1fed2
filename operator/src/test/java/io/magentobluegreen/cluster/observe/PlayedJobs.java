package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import java.util.List;
import java.util.Map;

/** Jobs of a release on a real API server, and what controllers and nodes would write of them. */
final class PlayedJobs {
    static final String TIME = "2026-11-23T12:00:00Z";

    private final TestStore store = TestStore.create(
            "\"verification\": {\"host\": \"www.example.com\", \"jobs\": [{\"name\": \"smoke\", \"command\": [\"true\"]}]}");
    private final SetRecord record = store.begun();
    private final ClusterObserver observer = store.observer();

    TestStore store() {
        return store;
    }

    Job run(Step step) {
        store.work().runJob(new Action.RunJob(store.wanted(), record.release(), step, 1, store.wanted(), Map.of()));
        JobRef ref = store.record().jobs().get(step);
        return store.get(Job.class, ref.name());
    }

    JobView view(Job job) {
        return store.look(observer).seen().jobs().get(job.getMetadata().getName());
    }

    void active(Job job, int ready) {
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

    void begunWithoutAPod(Job job, JobStatusBuilder status) {
        store.client()
                .resource(new JobBuilder(store.get(Job.class, job.getMetadata().getName()))
                        .withStatus(status.withStartTime("2026-11-23T11:59:00Z").build())
                        .build())
                .updateStatus();
    }

    void status(Pod pod, ContainerStatus container) {
        pod.getStatus().setContainerStatuses(List.of(container));
        store.client().resource(pod).updateStatus();
    }

    /** A finalizer keeps it, as a kubelet does. */
    Pod deleted(Pod pod) {
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

    static ContainerStatus waiting(String reason, String message) {
        return new ContainerStatusBuilder(container("job"))
                .withNewState()
                .withNewWaiting(message, reason)
                .endState()
                .build();
    }

    static ContainerStatus container(String name) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage("x")
                .withImageID("x")
                .withReady(false)
                .withRestartCount(0)
                .build();
    }

    void end(Job job, String condition, String reason) {
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

    Pod pod(Job job, int exitCode, String message) {
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

    Pod pod(Job job, String phase) {
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
