package io.magentobluegreen.release.seen;

import io.magentobluegreen.release.record.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * A Job of the store as the cluster shows it.
 *
 * @param step the step it is made for
 * @param image the image it runs
 * @param subject what it was made for beside its release: an upgrade's setup digest, the upgrade a cleaning of live follows
 * @param suspended it has never been resumed
 * @param cancelled it is marked never to be resumed
 * @param verdict empty while it has neither condition Complete nor Failed
 * @param finishedAt when it got that condition
 * @param owned it has a controller ownerReference to this resource
 * @param startedAt when the cluster let it run, the last time it did
 * @param trouble what keeps its pod from running, as a clause; "" when it runs or has ended
 */
public record JobView(
        String name,
        String uid,
        String release,
        Step step,
        int attempt,
        String image,
        String subject,
        boolean suspended,
        boolean cancelled,
        Optional<Verdict> verdict,
        Optional<Instant> finishedAt,
        boolean owned,
        String trouble,
        Optional<Instant> startedAt) {
    /** One of whose pod nothing is known. */
    public JobView(
            String name,
            String uid,
            String release,
            Step step,
            int attempt,
            String image,
            String subject,
            boolean suspended,
            boolean cancelled,
            Optional<Verdict> verdict,
            Optional<Instant> finishedAt,
            boolean owned) {
        this(
                name,
                uid,
                release,
                step,
                attempt,
                image,
                subject,
                suspended,
                cancelled,
                verdict,
                finishedAt,
                owned,
                "",
                Optional.empty());
    }

    /** The same Job, whose pod does not run because of that. */
    public JobView troubled(String why) {
        return new JobView(
                name,
                uid,
                release,
                step,
                attempt,
                image,
                subject,
                suspended,
                cancelled,
                verdict,
                finishedAt,
                owned,
                why,
                startedAt);
    }

    /** The same Job, which runs since then. */
    public JobView running(Optional<Instant> since) {
        return new JobView(
                name,
                uid,
                release,
                step,
                attempt,
                image,
                subject,
                suspended,
                cancelled,
                verdict,
                finishedAt,
                owned,
                trouble,
                since);
    }

    /** A sentence about waiting for it, with what keeps it. */
    public String because(String sentence) {
        return trouble.isEmpty() ? sentence : sentence + ": " + trouble;
    }

    public boolean finished() {
        return verdict.isPresent();
    }
}
