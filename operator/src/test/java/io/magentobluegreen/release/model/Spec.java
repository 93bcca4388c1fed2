package io.magentobluegreen.release.model;

import io.magentobluegreen.release.ledger.UpgradeMode;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import io.magentobluegreen.release.want.Release.RollbackPolicy;
import java.time.Duration;
import java.util.Optional;

/** What a store's spec says beside its image: what the walks of one beginning have in common. */
public record Spec(
        RollbackPolicy policy,
        boolean manual,
        UpgradeMode mode,
        Optional<String> accepted,
        boolean reindexes,
        int checkJobs,
        boolean purges,
        int replicas,
        int retain,
        Duration soak,
        boolean overlaps,
        boolean adopts) {
    /** Two pods, everything by itself, nothing that may be left out. */
    public static final Spec PLAIN = new Spec(
            RollbackPolicy.GUARDED,
            false,
            UpgradeMode.AUTO,
            Optional.empty(),
            false,
            0,
            false,
            2,
            1,
            Duration.ofMinutes(15),
            false,
            false);

    /** Every step that there is. */
    public static final Spec WHOLE = new Spec(
            RollbackPolicy.GUARDED,
            true,
            UpgradeMode.AUTO,
            Optional.empty(),
            true,
            1,
            true,
            2,
            1,
            Duration.ofMinutes(15),
            false,
            false);

    private static final Problem UNKNOWN =
            new Problem("EnvSecretMissing", "The Secret of env.secretName is missing; create it");

    public Spec with(RollbackPolicy other) {
        return new Spec(
                other, manual, mode, accepted, reindexes, checkJobs, purges, replicas, retain, soak, overlaps, adopts);
    }

    public Spec approvedByHand() {
        return new Spec(
                policy, true, mode, accepted, reindexes, checkJobs, purges, replicas, retain, soak, overlaps, adopts);
    }

    public Spec in(UpgradeMode other) {
        return new Spec(
                policy, manual, other, accepted, reindexes, checkJobs, purges, replicas, retain, soak, overlaps,
                adopts);
    }

    public Spec accepting(String image) {
        return new Spec(
                policy,
                manual,
                mode,
                Optional.of(image),
                reindexes,
                checkJobs,
                purges,
                replicas,
                retain,
                soak,
                overlaps,
                adopts);
    }

    public Spec sized(int other) {
        return new Spec(
                policy, manual, mode, accepted, reindexes, checkJobs, purges, other, retain, soak, overlaps, adopts);
    }

    public Spec retaining(int sets) {
        return new Spec(
                policy, manual, mode, accepted, reindexes, checkJobs, purges, replicas, sets, soak, overlaps, adopts);
    }

    public Spec overlapping() {
        return new Spec(
                policy, manual, mode, accepted, reindexes, checkJobs, purges, replicas, retain, soak, true, adopts);
    }

    public Spec adopting() {
        return new Spec(
                policy, manual, mode, accepted, reindexes, checkJobs, purges, replicas, retain, soak, overlaps, true);
    }

    public Spec withoutSoak() {
        return new Spec(
                policy,
                manual,
                mode,
                accepted,
                reindexes,
                checkJobs,
                purges,
                replicas,
                retain,
                Duration.ZERO,
                overlaps,
                adopts);
    }

    /** The whole of what is asked for in a world; a world that wants "" has a spec whose revision cannot be known. */
    Release in(World world) {
        boolean known = !world.wanted().isEmpty();
        return new Release(
                Optional.of(world.wanted()).filter(revision -> known),
                known ? world.knobs().images().get(world.wanted()) : "",
                world.paused(),
                world.terminating(),
                known ? Optional.empty() : Optional.of(UNKNOWN),
                world.commands(),
                replicas,
                new Release.Upgrade(mode, Duration.ofHours(1), reindexes, accepted),
                "checks",
                checkJobs,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                manual,
                new Release.Soak(soak, Duration.ofSeconds(5), 1),
                policy,
                Duration.ofHours(1),
                retain,
                purges,
                overlaps ? Optional.of(Duration.ofSeconds(15)) : Optional.empty(),
                adopts);
    }
}
