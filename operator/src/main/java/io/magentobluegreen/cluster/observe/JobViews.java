package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.magentobluegreen.cluster.JobEnd;
import io.magentobluegreen.cluster.Ownership;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Jobs as the planner sees them. */
final class JobViews {
    private final Verdicts verdicts;
    private final Ownership ownership;

    JobViews(Verdicts verdicts, Ownership ownership) {
        this.verdicts = verdicts;
        this.ownership = ownership;
    }

    /**
     * Views by name; a Job that is none of our steps is left out.
     *
     * @param open UIDs of the Jobs whose verdict is waited for: only their pods are read
     */
    Map<String, JobView> of(Collection<Job> jobs, Set<String> open) {
        Map<String, JobView> views = new TreeMap<>();
        for (Job job : jobs) {
            step(job)
                    .ifPresent(step -> views.put(
                            job.getMetadata().getName(),
                            view(job, step, open.contains(job.getMetadata().getUid()))));
        }
        return views;
    }

    private JobView view(Job job, Step step, boolean open) {
        Optional<JobEnd> end = JobEnd.of(job);
        return new JobView(
                job.getMetadata().getName(),
                job.getMetadata().getUid(),
                label(job, Labels.RELEASE),
                step,
                number(annotation(job, Annotations.ATTEMPT)),
                annotation(job, Annotations.IMAGE),
                annotation(job, Annotations.SUBJECT),
                Boolean.TRUE.equals(job.getSpec().getSuspend()),
                !annotation(job, Annotations.CANCELLED).isEmpty(),
                end.map(how -> open ? verdicts.of(job, step, how) : byCondition(how)),
                end.map(JobEnd::at),
                ownership.owns(job),
                open && end.isEmpty() ? verdicts.trouble(job) : "",
                Optional.ofNullable(job.getStatus())
                        .map(JobStatus::getStartTime)
                        .map(Instant::parse));
    }

    /** Nobody waits for this one's words any more. */
    private static Verdict byCondition(JobEnd end) {
        return new Verdict(end.complete() ? Verdict.Result.PASSED : Verdict.Result.NONE, "", "", Map.of());
    }

    private static Optional<Step> step(Job job) {
        String text = label(job, Labels.STEP);
        return Arrays.stream(Step.values())
                .filter(step -> step.text().equals(text))
                .findFirst();
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static String label(Job job, String key) {
        Map<String, String> labels = job.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(key, "");
    }

    private static String annotation(Job job, String key) {
        Map<String, String> annotations = job.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(key, "");
    }
}
