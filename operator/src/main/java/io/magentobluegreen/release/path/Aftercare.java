package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Asking;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.JobGate;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows a flip: its proof on the data plane, the copies for the store's other processes, and the purge. */
public final class Aftercare {
    private final Turn turn;
    private final Release want;
    private final SetView live;
    private final SetRecord record;

    public Aftercare(Turn turn, SetView live) {
        this.turn = turn;
        this.want = turn.want();
        this.live = live;
        this.record = live.record().orElseThrow();
    }

    /** A flip that is written is proven before anything else happens; empty when it is. */
    public Optional<Plan> proof() {
        if (record.promoting().isEmpty()) {
            return Optional.empty();
        }
        Phase phase = record.ended() ? Phase.ROLLING_BACK : Phase.PROMOTING;
        Task task = new Task(
                Task.Kind.PROVE, live.revision(), "epoch " + turn.live().epoch());
        Plan waiting = Plan.await(phase, "Proving through the live Service that " + record.release() + " serves");
        Plan plan = Asking.plan(turn, task, waiting, this::proven, answer -> unproven(answer.message()));
        boolean late = turn.overdue(turn.live().cutoverAt(), Deadlines.PROOF.multipliedBy(2));
        return Optional.of(
                late && plan.actions().isEmpty()
                        ? unproven("The live Service did not show it in time")
                        : plan.waking(Deadlines.PROOF));
    }

    private Plan proven(Answer answer) {
        return Plan.act(
                record.ended() ? Phase.ROLLING_BACK : Phase.SOAKING,
                record.release() + " is proven to serve",
                new Action.WriteRecord(live.revision(), promoted()),
                new Action.Announce(false, "Promoted", record.release() + " is proven to serve: " + answer.message()));
    }

    private SetRecord promoted() {
        Instant now = turn.now();
        int count = Math.max(
                turn.promotions(),
                turn.live().live().map(LiveRecord.Slot::promotions).orElse(1));
        return record.promoted(count, now).at(record.ended() ? Step.RETAIN : Step.SOAK, now);
    }

    private Plan unproven(String why) {
        boolean goesBack =
                !record.ended() && want.rollback() != Release.RollbackPolicy.NEVER && turn.mayGoBackByItself();
        SetRecord next = goesBack
                ? record.end(Outcome.ROLLED_BACK, "ProofFailed", why, turn.now())
                        .stamped(Optional.empty())
                : promoted().end(Outcome.PROMOTED, "ProofFailed", why, turn.now());
        return Plan.stalled(
                goesBack ? Phase.ROLLING_BACK : Phase.LIVE,
                "ProofFailed",
                why,
                new Action.WriteRecord(live.revision(), next),
                new Action.Announce(true, "ProofFailed", why));
    }

    /** Chores that hold nothing up: copies for the store's other processes, a purge, a cleaning after a flip back. */
    public List<Action> chores() {
        List<Action> chores = new ArrayList<>();
        if (!turn.seen().published().equals(live.revision())) {
            chores.add(new Action.Publish(live.revision()));
        }
        cleaning().map(Plan::actions).ifPresent(chores::addAll);
        if (chores.isEmpty()) {
            purge().map(Plan::actions).ifPresent(chores::addAll);
        }
        return chores;
    }

    /** Live was flipped back to without its cache having been cleaned right before. */
    private Optional<Plan> cleaning() {
        boolean clean = isOfThisFlip(Step.CUTOVER_CLEAN) || isOfThisFlip(Step.BACK_CLEAN);
        if (clean || turn.live().previous().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new JobGate(turn, live, Step.BACK_CLEAN, live.revision(), flipSubject(), Optional.empty())
                .plan(
                        Phase.SOAKING,
                        "Cleaning the cache of what was gone back to",
                        passed -> mark(Step.BACK_CLEAN, "done"),
                        failed -> mark(Step.BACK_CLEAN, "failed")));
    }

    /** The count of promotions tells flips apart; the epoch does not, as one is also given up by raising it. */
    private String flip() {
        return turn.live()
                .live()
                .map(LiveRecord.Slot::promotions)
                .map(String::valueOf)
                .orElse("");
    }

    private boolean isOfThisFlip(Step step) {
        return record.fact(step, Cutover.FLIP).equals(flip());
    }

    private Map<String, String> flipSubject() {
        return Map.of("subject", flip());
    }

    private Optional<Plan> purge() {
        boolean varnish = record.fact(Step.PREFLIGHT, "varnish").equals("true");
        if (!want.purges() || !varnish || isOfThisFlip(Step.PURGE)) {
            return Optional.empty();
        }
        JobRef ref = record.jobs().get(Step.PURGE);
        JobGate gate = new JobGate(turn, live, Step.PURGE, live.revision(), flipSubject(), Optional.empty());
        boolean another = ref != null
                && turn.job(ref).filter(job -> !job.subject().equals(flip())).isPresent();
        if (another) {
            return Optional.of(gate.run(Phase.SOAKING, "Purging Varnish"));
        }
        return Optional.of(gate.plan(
                Phase.SOAKING,
                "Purging Varnish",
                passed -> mark(Step.PURGE, "done"),
                failed -> ref != null && ref.attempt() >= Deadlines.PURGE_TRIES
                        ? mark(Step.PURGE, "failed")
                                .then(List.of(new Action.Announce(
                                        true, "PurgeFailed", "Varnish was not purged: " + failed.message())))
                        : gate.runAgain(Phase.SOAKING, "Purging Varnish again")));
    }

    private Plan mark(Step step, String result) {
        Evidence proof = new Evidence(turn.now(), Map.of("result", result, Cutover.FLIP, flip()));
        SetRecord marked = record.noting(step, proof);
        return Plan.act(Phase.SOAKING, step.text(), new Action.WriteRecord(live.revision(), marked));
    }
}
