package io.magentobluegreen.release.model;

import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import java.time.Instant;
import java.util.Optional;

/** A Job that is another one but for what is named. */
public final class Jobs {
    private Jobs() {}

    public static JobView cancelled(JobView job) {
        return with(job, job.suspended(), true, job.owned());
    }

    public static JobView with(JobView job, boolean suspended, boolean cancelled, boolean owned) {
        return with(job, job.subject(), suspended, cancelled, job.verdict(), job.finishedAt(), owned);
    }

    /** Ended so, or not yet. */
    public static JobView with(
            JobView job, boolean suspended, Optional<Verdict> verdict, Optional<Instant> at, boolean owned) {
        return with(job, job.subject(), suspended, job.cancelled(), verdict, at, owned);
    }

    public static JobView with(
            JobView job,
            String subject,
            boolean suspended,
            boolean cancelled,
            Optional<Verdict> verdict,
            Optional<Instant> at,
            boolean owned) {
        return new JobView(
                        job.name(),
                        job.uid(),
                        job.release(),
                        job.step(),
                        job.attempt(),
                        job.image(),
                        subject,
                        suspended,
                        cancelled,
                        verdict,
                        at,
                        owned)
                .running(job.startedAt());
    }
}
