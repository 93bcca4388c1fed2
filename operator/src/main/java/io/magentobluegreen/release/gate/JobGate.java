package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A step that is passed by a Job: makes it, waits for its verdict, and makes another where one ended without any, as
 * when its pod was evicted. Only the Job whose UID is on record is evidence.
 *
 * @param on the set whose record holds the Job
 * @param runs the set whose image and volumes the Job has
 * @param deadline since the step began; empty where nothing ever ends the Job, or each try has its own
 */
public record JobGate(
        Turn turn, SetView on, Step step, String runs, Map<String, String> arguments, Optional<Duration> deadline) {
    private static final int TRIES_WITHOUT_VERDICT = 3;

    /** What follows from the Job's verdict. */
    public Plan plan(Phase phase, String waiting, Function<Verdict, Plan> passed, Function<Verdict, Plan> failed) {
        JobRef ref = record().jobs().get(step);
        if (ref == null || ref.isUsedUp()) {
            return run(phase, waiting);
        }
        Optional<JobView> job = turn.job(ref);
        if (job.isPresent() && !job.get().finished()) {
            return unfinished(ref, awaiting(job.get(), phase, waiting), failed);
        }
        Verdict verdict = job.flatMap(JobView::verdict).orElseGet(() -> gone(ref));
        return switch (verdict.result()) {
            case PASSED -> passed.apply(verdict);
            case FAILED -> failed.apply(verdict);
            case HELD, TOO_LATE, NONE -> hadEnough(ref) ? failed.apply(verdict) : runAgain(phase, waiting);
        };
    }

    /** A pod that does not run yet is looked at again soon: what it suffers makes no event here. */
    public static Plan awaiting(JobView job, Phase phase, String waiting) {
        Plan plan = Plan.await(phase, job.because(waiting));
        return job.trouble().isEmpty() ? plan : plan.waking(Deadlines.LOOK);
    }

    private boolean hadEnough(JobRef ref) {
        return ref.attempt() >= TRIES_WITHOUT_VERDICT
                || deadline.filter(limit -> turn.overdue(record().since(), limit))
                        .isPresent();
    }

    /** The Job's own deadline ends it with a better reason; where that never happens, this one ends the waiting. */
    private Plan unfinished(JobRef ref, Plan waiting, Function<Verdict, Plan> failed) {
        Optional<Duration> limit = deadline.map(Deadlines.GRACE::plus);
        if (limit.isEmpty()) {
            return waiting;
        }
        return turn.overdue(record().since(), limit.get())
                ? failed.apply(late(ref))
                : waiting.waking(turn.until(record().since(), limit.get()));
    }

    private static Verdict late(JobRef ref) {
        return new Verdict(
                Verdict.Result.NONE,
                "JobDeadlineExceeded",
                "The Job " + ref.name() + " did not end in time; look why, then retry",
                Map.of());
    }

    /** The next try, a while after the last one ended. */
    public Plan runAgain(Phase phase, String waiting) {
        Optional<Duration> rest = Optional.ofNullable(record().jobs().get(step))
                .flatMap(turn::job)
                .flatMap(JobView::finishedAt)
                .map(at -> Duration.between(turn.now(), at.plus(Deadlines.AGAIN)))
                .filter(left -> !left.isNegative() && !left.isZero());
        return rest.map(left -> Plan.await(phase, waiting).waking(left)).orElseGet(() -> run(phase, waiting));
    }

    public Plan run(Phase phase, String waiting) {
        int attempt = turn.nextAttempt(record(), step);
        return Plan.act(
                phase, waiting, new Action.RunJob(on.revision(), record().release(), step, attempt, runs, arguments));
    }

    private SetRecord record() {
        return on.record().orElseThrow();
    }

    private static Verdict gone(JobRef ref) {
        return new Verdict(
                Verdict.Result.NONE,
                "JobVanished",
                "The Job " + ref.name() + " was deleted before it had a verdict",
                Map.of());
    }
}
