package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Optional;

/**
 * That a Job ended: by the conditions Complete or Failed only. FailureTarget and SuccessCriteriaMet come earlier, while
 * its pod may still run.
 *
 * @param at as the cluster says
 * @param reason the condition's, or ""
 */
public record JobEnd(boolean complete, Instant at, String reason) {
    public static Optional<JobEnd> of(Job job) {
        if (job.getStatus() == null || job.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .flatMap(condition -> of(condition).stream())
                .findFirst();
    }

    private static Optional<JobEnd> of(JobCondition condition) {
        Instant at = condition.getLastTransitionTime() == null
                ? Instant.EPOCH
                : Instant.parse(condition.getLastTransitionTime());
        String reason = condition.getReason() == null ? "" : condition.getReason();
        return switch (condition.getType()) {
            case "Complete" -> Optional.of(new JobEnd(true, at, reason));
            case "Failed" -> Optional.of(new JobEnd(false, at, reason));
            default -> Optional.empty();
        };
    }
}
