package io.magentobluegreen.release.want;

import io.magentobluegreen.release.ledger.UpgradeMode;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked for: the spec with defaults applied, the commands, and what the cluster says of both.
 *
 * @param revision empty while it cannot be known, for example because the env Secret is missing
 * @param terminating the resource is being deleted
 * @param problem why nothing new may begin
 * @param verification digest of {@code spec.verification}: a verdict holds only for the checks it was given for
 * @param checkJobs names of the own check Jobs
 * @param overlap how long a flip forward selects both sets; empty: one write moves all
 * @param adopts a live Service that exists and serves is taken over
 */
public record Release(
        Optional<String> revision,
        String image,
        boolean paused,
        boolean terminating,
        Optional<Problem> problem,
        Commands commands,
        int replicas,
        Upgrade upgrade,
        String verification,
        int checkJobs,
        Duration verificationDeadline,
        Duration warmUpDeadline,
        Duration cutoverDeadline,
        boolean manual,
        Soak soak,
        RollbackPolicy rollback,
        Duration window,
        int retain,
        boolean purges,
        Optional<Duration> overlap,
        boolean adopts) {
    /** {@code spec.upgrade}. */
    public record Upgrade(UpgradeMode mode, Duration timeout, boolean reindexes, Optional<String> acceptDatabaseOf) {}

    /** {@code spec.soak}. */
    public record Soak(Duration duration, Duration interval, int failureLimit) {}

    /** {@code spec.rollback.policy}: Never forbids automatic ones only. */
    public enum RollbackPolicy {
        GUARDED,
        ALWAYS,
        NEVER
    }

    public boolean wants(String asked) {
        return revision.filter(asked::equals).isPresent();
    }

    /** Nothing new begins: paused, or it is not known what is wanted. */
    public boolean held() {
        return paused || problem.isPresent() || revision.isEmpty();
    }
}
