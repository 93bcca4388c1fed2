package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The gates of a release from its set's birth to its flip, in the order it passes them. Each is passed by evidence on
 * the set's record; the first one without decides.
 */
public final class Attempt {
    public static final String DECISION = UpgradeGate.DECISION;
    static final String TEMPLATE = "template";

    private final Turn turn;
    private final Release want;
    private final SetView set;
    private final SetRecord record;
    private final Passage passage;
    private final UpgradeGate upgrade;

    public Attempt(Turn turn, SetView set) {
        this.turn = turn;
        this.want = turn.want();
        this.set = set;
        this.record = set.record().orElseThrow();
        this.passage = new Passage(turn, set);
        this.upgrade = new UpgradeGate(passage);
    }

    public Plan plan() {
        return drift().or(this::preflight)
                .or(upgrade::decide)
                .or(this::start)
                .or(upgrade::upgrade)
                .or(this::clean)
                .or(this::reindex)
                .or(new ProofGates(passage)::plan)
                .orElseGet(() -> new Cutover(turn, set).plan());
    }

    /** What runs is no longer what was asked for: nothing that it showed counts. */
    private Optional<Plan> drift() {
        return set.drifted()
                ? Optional.of(Ends.failed(
                        turn,
                        set,
                        "TemplateDrifted",
                        "The pod template of " + set.revision() + " was changed by hand; retry builds the set anew"))
                : Optional.empty();
    }

    private Optional<Plan> preflight() {
        return passage.unless(
                Step.PREFLIGHT,
                () -> passage.job(Step.PREFLIGHT, Optional.of(Deadlines.PREFLIGHT))
                        .plan(
                                Phase.PREPARING,
                                "Waiting for the preflight Job",
                                passed -> passage.pass(
                                        Step.PREFLIGHT,
                                        passed.facts(),
                                        Step.DECIDE,
                                        passage.tell("PreflightSucceeded", "image and configuration are fit")),
                                failed -> passage.fail(failed, "PreflightFailed")));
    }

    private Optional<Plan> start() {
        return passage.unless(Step.START, () -> {
            int size = size();
            if (set.replicas() < size) {
                return Plan.act(
                        Phase.STARTING,
                        "Starting " + size + " pods",
                        new Action.Scale(set.revision(), size, record.at(Step.START, turn.now())));
            }
            if (set.available() && !set.template().isEmpty()) {
                Evidence proof = new Evidence(turn.now(), Map.of(TEMPLATE, set.template()));
                Step next = upgrade.upgrades() ? Step.UPGRADE : Step.CLEAN;
                SetRecord born = record.pass(Step.START, proof, next).born(set.template(), set.imageId());
                return Plan.act(
                        next.phase(),
                        "All pods are available",
                        new Action.WriteRecord(set.revision(), born),
                        passage.tell("SetStarted", "all " + set.replicas() + " pods are available"));
            }
            return passage.until(
                    Deadlines.START,
                    Plan.await(Phase.STARTING, set.because("Waiting for " + size + " pods to be available"))
                            .waking(Deadlines.LOOK),
                    "StartDeadlineExceeded",
                    set.because("Its pods were not available in time"));
        });
    }

    /** At least as large as live is now; the first release as the spec says. */
    private int size() {
        return turn.isAdopting()
                ? Math.max(turn.adoptedReady(), want.replicas())
                : turn.liveSize() > 0 ? turn.liveSize() : want.replicas();
    }

    private Optional<Plan> clean() {
        Step next = reindexes() ? Step.REINDEX : Step.VERIFY;
        return passage.unless(
                Step.CLEAN,
                () -> passage.job(Step.CLEAN, Optional.of(Deadlines.CLEAN))
                        .plan(
                                Phase.UPGRADING,
                                "Cleaning the cache of " + set.revision(),
                                passed -> passage.pass(
                                        Step.CLEAN,
                                        passed.facts(),
                                        next,
                                        passage.tell("CacheCleaned", "its own cache is clean")),
                                failed -> passage.fail(failed, "CleanFailed")));
    }

    private boolean reindexes() {
        return upgrade.upgrades() && want.upgrade().reindexes();
    }

    private Optional<Plan> reindex() {
        if (!reindexes()) {
            return Optional.empty();
        }
        return passage.unless(Step.REINDEX, () -> {
            Duration limit = want.upgrade().timeout();
            Plan plan = passage.job(Step.REINDEX, Optional.empty())
                    .plan(
                            Phase.UPGRADING,
                            "Waiting for the reindex Job",
                            passed -> passage.pass(
                                    Step.REINDEX,
                                    passed.facts(),
                                    Step.VERIFY,
                                    passage.tell("ReindexSucceeded", "its indexes are valid")),
                            failed -> passage.fail(failed, "ReindexFailed"));
            boolean late = plan.actions().isEmpty() && turn.overdue(record.since(), limit);
            return late
                    ? Plan.stalled(Phase.UPGRADING, "ReindexOverdue", "The reindex runs longer than upgrade.timeout")
                    : plan.waking(turn.until(record.since(), limit));
        });
    }
}
