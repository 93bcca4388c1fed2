package io.magentobluegreen.schedule.cluster;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.ObjectStore;
import java.util.List;
import java.util.function.Supplier;

/** Jobs: one pod for each that is not suspended, never a second; its end is the Job's. */
final class JobRuns {
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";
    private static final String UID = "batch.kubernetes.io/controller-uid";

    private final ObjectStore store;
    private final Writes writes;
    private final Nodes nodes;
    private final Supplier<String> now;

    JobRuns(ObjectStore store, Writes writes, Nodes nodes, Supplier<String> now) {
        this.store = store;
        this.writes = writes;
        this.nodes = nodes;
        this.now = now;
    }

    void sync() {
        List.copyOf(store.<Job>all(Kind.JOB)).stream()
                .filter(job -> !Pods.leaves(job) && !hasEnded(job))
                .filter(job -> !Boolean.TRUE.equals(job.getSpec().getSuspend()))
                .forEach(this::sync);
    }

    private void sync(Job job) {
        List<Pod> pods = store.<Pod>all(Kind.POD).stream()
                .filter(pod -> Pods.isOwnedBy(job, pod))
                .toList();
        boolean began = job.getStatus() != null && job.getStatus().getStartTime() != null;
        if (pods.isEmpty() && !began) {
            writes.create(pod(job));
            say(job, running(now.get()));
        } else if (pods.isEmpty()) {
            end(job, false);
        } else if (Pods.hasEnded(pods.get(0))) {
            end(job, "Succeeded".equals(pods.get(0).getStatus().getPhase()));
        }
    }

    private void end(Job job, boolean complete) {
        say(
                job,
                new JobStatusBuilder(running(job.getStatus().getStartTime()))
                        .withActive(null)
                        .withSucceeded(complete ? 1 : null)
                        .withFailed(complete ? null : 1)
                        .withConditions(new JobConditionBuilder()
                                .withType(complete ? "Complete" : "Failed")
                                .withStatus("True")
                                .withReason(complete ? "CompletionsReached" : "BackoffLimitExceeded")
                                .withLastTransitionTime(now.get())
                                .build())
                        .build());
    }

    private void say(Job job, JobStatus status) {
        Job said = new Job();
        said.setMetadata(job.getMetadata());
        said.setStatus(status);
        writes.status(said);
    }

    private static JobStatus running(String since) {
        return new JobStatusBuilder().withStartTime(since).withActive(1).build();
    }

    private Pod pod(Job job) {
        Pod pod = new Pod();
        pod.setMetadata(new ObjectMetaBuilder(job.getSpec().getTemplate().getMetadata())
                .withName(job.getMetadata().getName() + "-" + nodes.nextNumber())
                .withNamespace(job.getMetadata().getNamespace())
                .addToLabels(JOB_NAME, job.getMetadata().getName())
                .addToLabels(UID, job.getMetadata().getUid())
                .withOwnerReferences(Pods.owner(job))
                .withFinalizers(Nodes.FINALIZER)
                .build());
        pod.setSpec(job.getSpec().getTemplate().getSpec());
        return pod;
    }

    static boolean hasEnded(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType()));
    }
}
