package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One pod for a Job that is not suspended, never a second; its end is the Job's. A pod that was deleted before it ended
 * has failed once it is gone.
 */
final class JobController implements Controller {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";
    private static final String UID = "batch.kubernetes.io/controller-uid";

    private final Writes writes;

    JobController(Writes writes) {
        this.writes = writes;
    }

    @Override
    public void reconcile(Scene scene) {
        scene.jobs().stream()
                .filter(job -> !Scene.leaves(job) && !hasEnded(job))
                .filter(job -> !Boolean.TRUE.equals(job.getSpec().getSuspend()))
                .forEach(job -> reconcile(job, Scene.ownedBy(job, scene.pods())));
    }

    private void reconcile(Job job, List<Pod> pods) {
        boolean began = job.getStatus() != null && job.getStatus().getStartTime() != null;
        if (pods.isEmpty() && !began) {
            writes.create(pod(job));
            writes.updateStatus(new JobBuilder(job).withStatus(running(now())).build());
        } else if (pods.isEmpty()) {
            end(job, false);
        } else if (Scene.hasEnded(pods.get(0))) {
            end(job, "Succeeded".equals(pods.get(0).getStatus().getPhase()));
        }
    }

    private void end(Job job, boolean complete) {
        // spotless:off
        JobStatus status = new JobStatusBuilder(running(job.getStatus().getStartTime()))
                .withActive(null)
                .withReady(null)
                .withSucceeded(complete ? 1 : null)
                .withFailed(complete ? null : 1)
                .withCompletionTime(complete ? now() : null)
                .withConditions(
                    condition(complete ? "SuccessCriteriaMet" : "FailureTarget", complete),
                    condition(complete ? "Complete" : "Failed", complete))
                .build();
        // spotless:on
        writes.updateStatus(new JobBuilder(job).withStatus(status).build());
    }

    private static io.fabric8.kubernetes.api.model.batch.v1.JobCondition condition(String type, boolean complete) {
        return new JobConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(complete ? "CompletionsReached" : "BackoffLimitExceeded")
                .withLastTransitionTime(now())
                .build();
    }

    private static JobStatus running(String since) {
        return new JobStatusBuilder()
                .withStartTime(since)
                .withActive(1)
                .withNewUncountedTerminatedPods()
                .endUncountedTerminatedPods()
                .build();
    }

    private static Pod pod(Job job) {
        // spotless:off
        return new PodBuilder()
                .withNewMetadataLike(job.getSpec().getTemplate().getMetadata())
                    .withName(job.getMetadata().getName() + "-" + Owners.suffix(job))
                    .withNamespace(job.getMetadata().getNamespace())
                    .addToLabels(JOB_NAME, job.getMetadata().getName())
                    .addToLabels(UID, job.getMetadata().getUid())
                    .withOwnerReferences(Owners.controller(job))
                    .withFinalizers(Kubelet.FINALIZER)
                .endMetadata()
                .withNewSpecLike(job.getSpec().getTemplate().getSpec())
                .endSpec()
                .build();
        // spotless:on
    }

    private static boolean hasEnded(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType())
                                && "True".equals(condition.getStatus()));
    }

    private static String now() {
        return Instant.now(CLOCK).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
