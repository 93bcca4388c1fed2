package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.JobGate;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step 11 of a release: green is brought to live's size, its cache cleaned of what blue's customers changed meanwhile,
 * its pages asked once more, and the flip is written. Failing before the write ends the release; blue never noticed.
 */
public final class Cutover {
    /** The epoch of the live record that a cleaning came before: before another, it is none. */
    static final String EPOCH = "epoch";

    /** The count of promotions that the flip after a cleaning has. */
    static final String FLIP = "flip";

    private final Turn turn;
    private final Release want;
    private final SetView set;
    private final SetRecord record;
    private final Overlap overlap;

    Cutover(Turn turn, SetView set) {
        this.turn = turn;
        this.want = turn.want();
        this.set = set;
        this.record = set.record().orElseThrow();
        this.overlap = new Overlap(turn, set);
    }

    Plan plan() {
        return arrive().or(this::size)
                .or(new Adoption(turn)::mark)
                .or(this::room)
                .or(this::clean)
                .or(this::freshness)
                .or(this::warm)
                .orElseGet(this::flip);
    }

    /** What came before may have taken as long as a person liked: its time is not the cutover's. */
    private Optional<Plan> arrive() {
        boolean there =
                switch (record.step()) {
                    case CUTOVER_SIZE, CUTOVER_CLEAN, CUTOVER_WARM, FLIP -> true;
                    default -> false;
                };
        return there ? Optional.empty() : Optional.of(standing(Step.CUTOVER_SIZE));
    }

    private Plan standing(Step at) {
        return Plan.act(
                Phase.PROMOTING,
                "Coming to " + at.text(),
                new Action.WriteRecord(set.revision(), record.at(at, turn.now())));
    }

    private Optional<Plan> size() {
        int size = Math.max(turn.sizeToReplace(), 1);
        if (set.replicas() < size) {
            return Optional.of(Plan.act(
                    Phase.PROMOTING,
                    "Bringing " + set.revision() + " to live's size of " + size,
                    new Action.Scale(set.revision(), size, growing())));
        }
        if (set.available() && set.uniform()) {
            return Optional.empty();
        }
        // Every write of the record raises the generation, so for a moment after each the set is not known to be
        // available.
        return Optional.of(overdueOr(
                Deadlines.START,
                Plan.await(
                                Phase.PROMOTING,
                                set.because("Waiting for every pod of " + set.revision() + " to be available"))
                        .waking(Deadlines.LOOK),
                set.because("Its pods were not available at the cutover")));
    }

    /** The new pods have been asked nothing yet. */
    private SetRecord growing() {
        return record.redoing(turn.now(), Step.CUTOVER_SIZE, Step.CUTOVER_WARM);
    }

    private Optional<Plan> room() {
        return overlap.makeRoom()
                .map(plan -> plan.actions().isEmpty()
                        ? overdueOr(Deadlines.START, plan, plan.message() + ", and it took too long")
                        : plan);
    }

    private Optional<Plan> clean() {
        if (record.passed(Step.CUTOVER_CLEAN)) {
            return Optional.empty();
        }
        return Optional.of(
                new JobGate(turn, set, Step.CUTOVER_CLEAN, set.revision(), Map.of(), Optional.of(Deadlines.CLEAN))
                        .plan(
                                Phase.PROMOTING,
                                "Cleaning what blue's customers and editors changed meanwhile",
                                passed -> pass(Step.CUTOVER_CLEAN, Step.CUTOVER_WARM),
                                failed -> Ends.failed(turn, set, "CutoverCleanFailed", failed.message())));
    }

    private Optional<Plan> freshness() {
        return stale(turn, record)
                ? Optional.of(Plan.act(
                        Phase.PROMOTING,
                        "The cleaning is old; cleaning again",
                        new Action.WriteRecord(
                                set.revision(), record.redoing(turn.now(), Step.CUTOVER_CLEAN, Step.CUTOVER_WARM))))
                : Optional.empty();
    }

    /** A cleaning of long ago, as after a pause or time away, or of before another flip, is none. */
    static boolean stale(Turn turn, SetRecord record) {
        Evidence cleaned = record.evidence().get(Step.CUTOVER_CLEAN);
        Duration fresh = Deadlines.CLEANED.plus(turn.want().cutoverDeadline());
        return !turn.now().isBefore(cleaned.at().plus(fresh))
                || !cleaned.fact(EPOCH).equals(Long.toString(turn.live().epoch()));
    }

    private Optional<Plan> warm() {
        if (record.passed(Step.CUTOVER_WARM)) {
            return Optional.empty();
        }
        if (record.step() != Step.CUTOVER_WARM) {
            return Optional.of(standing(Step.CUTOVER_WARM));
        }
        Task task = new Task(
                Task.Kind.REWARM,
                set.revision(),
                record.release() + " " + set.template() + " " + want.verification() + " " + set.replicas() + " "
                        + record.evidence().get(Step.CUTOVER_CLEAN).at());
        return Optional.of(new Passage(turn, set)
                .ask(
                        task,
                        want.cutoverDeadline(),
                        Plan.await(Phase.PROMOTING, "Asking the pages once more before the flip"),
                        answer -> pass(Step.CUTOVER_WARM, Step.FLIP),
                        answer -> Ends.failed(turn, set, "CutoverCheckFailed", answer.message())));
    }

    private Plan flip() {
        LiveRecord live = turn.live();
        LiveRecord next =
                overlap.isAsked() ? overlap.begun() : live.flippedTo(slot(turn, set), touched(turn), turn.now());
        Action.Flip flip = new Action.Flip(set.revision(), live.epoch(), next);
        String message = "Switching the traffic to " + set.revision();
        return FlipGate.closed(want, turn.seen(), flip, turn.now())
                .map(why -> overdueOr(Deadlines.START, Plan.await(Phase.PROMOTING, message + ": " + why), why)
                        .waking(Deadlines.GLANCE))
                .orElseGet(() -> Plan.act(Phase.PROMOTING, message, flip, told()));
    }

    private Action told() {
        return overlap.isAsked()
                ? new Action.Announce(
                        false, "OverlapStarted", "The Service selects live and " + record.release() + " for a while")
                : new Action.Announce(false, "TrafficSwitched", "The Service now selects " + record.release());
    }

    static String nextFlip(Turn turn) {
        return Integer.toString(turn.promotions() + 1);
    }

    static LiveRecord.Slot slot(Turn turn, SetView set) {
        SetRecord record = set.record().orElseThrow();
        return new LiveRecord.Slot(
                record.release(), record.image(), record.colour(), turn.promotions() + 1, record.appliedReplicas());
    }

    static String touched(Turn turn) {
        return turn.ledger().lastTouched().map(Ledger.Fact.Touched::job).orElse("");
    }

    private String epoch() {
        return Long.toString(turn.live().epoch());
    }

    private Plan pass(Step step, Step next) {
        Evidence proof = new Evidence(turn.now(), Map.of(EPOCH, epoch(), FLIP, nextFlip(turn)));
        return Plan.act(
                Phase.PROMOTING,
                "Passed " + step.text(),
                new Action.WriteRecord(set.revision(), record.pass(step, proof, next)));
    }

    private Plan overdueOr(Duration limit, Plan waiting, String message) {
        return turn.overdue(record.since(), limit)
                ? Ends.failed(turn, set, "CutoverDeadlineExceeded", message)
                : waiting.waking(turn.until(record.since(), limit));
    }

    /** What undoes a flip that was stamped and is no longer wanted: first a new epoch, so that a sleeping one gets a conflict. */
    public static Plan giveUp(Turn turn, SetView stamped) {
        return Plan.act(
                Phase.PROMOTING,
                "Giving up a switch that is no longer wanted",
                actions(turn, stamped).toArray(Action[]::new));
    }

    private static List<Action> actions(Turn turn, SetView stamped) {
        SetRecord off = stamped.record().orElseThrow().stamped(Optional.empty());
        return List.of(new Action.WriteLive(turn.live().nextEpoch()), new Action.WriteRecord(stamped.revision(), off));
    }
}
