package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Asking;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.JobGate;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Step R: the traffic goes back to a set that has served. One flip, no upgrade. A planned one first brings the target to
 * size, cleans its cache and checks its pods; when live is failing, it flips first.
 */
public final class Back {
    /** The reason on an ending that a command asked for. */
    public static final String ASKED = "RollbackRequested";

    /** The reason on an ending that the spec asked for; every other one was decided by itself. */
    public static final String ASKED_BY_SPEC = "EarlierRevisionRequested";

    private final Turn turn;
    private final SetView target;
    private final SetRecord record;

    public Back(Turn turn, SetView target) {
        this.turn = turn;
        this.target = target;
        this.record = target.record().orElseThrow();
    }

    public static boolean isAutomatic(Ending ending) {
        return ending.outcome() == Outcome.ROLLED_BACK
                && !ending.reason().equals(ASKED)
                && !ending.reason().equals(ASKED_BY_SPEC);
    }

    /** A going back that only the spec asks for is held as whatever it asks for; one by itself or by a command goes on. */
    public static boolean isHeld(Turn turn) {
        Optional<SetRecord> live = turn.liveSetRecord();
        boolean bySpec = live.flatMap(SetRecord::ending)
                .filter(ending -> ending.outcome() == Outcome.ROLLED_BACK)
                .map(ending -> ending.reason().equals(ASKED_BY_SPEC))
                .orElse(true);
        boolean commanded = live.filter(record -> Intents.rollsBack(turn, record) || Intents.aborts(turn, record))
                .isPresent();
        return turn.want().held() && bySpec && !commanded;
    }

    /** Live is failing and was marked so: to the previous set, as soon as one of its pods is ready. */
    public Plan automatic(Ending left) {
        String waiting = "Going back to " + record.release() + ": " + left.message();
        int size = Math.max(turn.liveSize(), record.appliedReplicas());
        if (!turn.mayGoBackByItself()) {
            return giveUp("What was live before may not serve by itself now: " + left.message());
        }
        if (target.ready() > 0) {
            return flip(waiting);
        }
        if (turn.overdue(left.at(), Deadlines.BACK)) {
            return giveUp(target.because("The set before it has no ready pod"));
        }
        return target.replicas() < size
                ? Plan.act(Phase.ROLLING_BACK, waiting, new Action.Scale(target.revision(), size, record))
                : Plan.await(Phase.ROLLING_BACK, waiting).waking(turn.until(left.at(), Deadlines.BACK));
    }

    /** Asked for, by the spec or a command. */
    public Plan planned() {
        if (!Turn.goesBack(record)) {
            return begin();
        }
        if (turn.overdue(record.started(), Deadlines.BACK)) {
            return giveUp(target.because("It was not fit to serve within " + Deadlines.BACK.toMinutes() + " minutes"));
        }
        Plan plan = size().or(this::clean)
                .or(this::check)
                .orElseGet(() -> flip("Switching the traffic back to " + record.release()));
        return plan.waking(turn.until(record.started(), Deadlines.BACK));
    }

    private Plan begin() {
        ReleaseName next = new ReleaseName(target.revision(), turn.ledger().next());
        return Plan.act(
                Phase.ROLLING_BACK,
                "Going back to " + target.revision(),
                new Action.WriteLedger(turn.ledger().numbered()),
                new Action.WriteRecord(target.revision(), record.goingBack(next, turn.now())),
                new Action.Announce(false, "RollbackStarted", "Going back to " + target.revision() + " as " + next));
    }

    private Optional<Plan> size() {
        int size = Math.max(turn.liveSize(), record.appliedReplicas());
        if (target.replicas() < size) {
            return Optional.of(Plan.act(
                    Phase.ROLLING_BACK,
                    "Bringing " + target.revision() + " to live's size of " + size,
                    new Action.Scale(target.revision(), size, record)));
        }
        return target.available()
                ? Optional.empty()
                : Optional.of(
                        Plan.await(Phase.ROLLING_BACK, target.because("Waiting for the pods of " + target.revision()))
                                .waking(Deadlines.LOOK));
    }

    private Optional<Plan> clean() {
        if (record.passed(Step.BACK_CLEAN)) {
            return Optional.empty();
        }
        boolean waited = record.step() == Step.BACK_CLEAN && turn.overdue(record.since(), Deadlines.BACK_CLEAN);
        if (waited) {
            return Optional.of(cleaned("its cleaning took too long", "late"));
        }
        if (record.step() != Step.BACK_CLEAN) {
            return Optional.of(Plan.act(
                    Phase.ROLLING_BACK,
                    "Cleaning the cache of " + target.revision(),
                    new Action.WriteRecord(target.revision(), record.at(Step.BACK_CLEAN, turn.now()))));
        }
        return Optional.of(new JobGate(
                        turn, target, Step.BACK_CLEAN, target.revision(), Map.of(), Optional.of(Deadlines.BACK_CLEAN))
                .plan(
                        Phase.ROLLING_BACK,
                        "Cleaning the cache of " + target.revision(),
                        passed -> cleaned("its cache is clean", "done"),
                        failed -> cleaned(failed.message(), "failed"))
                .waking(turn.until(record.since(), Deadlines.BACK_CLEAN)));
    }

    private Plan cleaned(String why, String how) {
        Evidence proof = new Evidence(turn.now(), Map.of("result", how, Cutover.FLIP, Cutover.nextFlip(turn)));
        Plan plan = Plan.act(
                Phase.ROLLING_BACK,
                why,
                new Action.WriteRecord(target.revision(), record.pass(Step.BACK_CLEAN, proof, Step.BACK_CHECK)));
        return how.equals("done")
                ? plan
                : plan.then(
                        List.of(new Action.Announce(true, "RollbackCleanFailed", "Going back all the same: " + why)));
    }

    private Optional<Plan> check() {
        if (record.passed(Step.BACK_CHECK)) {
            return Optional.empty();
        }
        Task task = new Task(
                Task.Kind.ROUND,
                target.revision(),
                record.release() + " " + turn.want().verification());
        return Optional.of(Asking.plan(
                turn,
                task,
                Plan.await(Phase.ROLLING_BACK, "Checking the pages of " + target.revision()),
                answer -> Plan.act(
                        Phase.ROLLING_BACK,
                        "Every check passed",
                        new Action.WriteRecord(
                                target.revision(),
                                record.pass(Step.BACK_CHECK, Evidence.of(turn.now()), Step.BACK_FLIP)
                                        .running(target.imageId().isEmpty() ? record.imageId() : target.imageId()))),
                answer -> unfit(task, answer)));
    }

    private Plan unfit(Task task, Answer answer) {
        String why = "The set to go back to is not fit yet: " + answer.message();
        Duration rest = Duration.between(turn.now(), answer.at().plus(Deadlines.AGAIN.dividedBy(4)));
        return rest.isNegative() || rest.isZero()
                ? Plan.act(Phase.ROLLING_BACK, why, new Action.Forget(task), new Action.Ask(task))
                : Plan.await(Phase.ROLLING_BACK, why).waking(rest);
    }

    private Plan flip(String message) {
        LiveRecord next = turn.live().flippedTo(Cutover.slot(turn, target), Cutover.touched(turn), turn.now());
        Action.Flip flip = new Action.Flip(target.revision(), turn.live().epoch(), next);
        return FlipGate.closed(turn.want(), turn.seen(), flip, turn.now())
                .map(why -> Plan.await(Phase.ROLLING_BACK, message + ": " + why).waking(Deadlines.GLANCE))
                .orElseGet(() -> Plan.act(
                        Phase.ROLLING_BACK,
                        message,
                        flip,
                        new Action.Announce(true, "RolledBack", "The Service now selects " + record.release())));
    }

    /** Nothing fit to go back to: live serves on, and says that a person is needed. */
    private Plan giveUp(String why) {
        Optional<SetView> live = turn.liveSet().filter(set -> set.record().isPresent());
        boolean leaving = live.flatMap(SetView::record)
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                .isPresent();
        SetRecord rest = record.at(Step.RETAIN, turn.now());
        Action atRest = new Action.WriteRecord(target.revision(), rest);
        Action unfit = new Action.WriteRecord(
                target.revision(), rest.end(Outcome.FAILED, "RollbackTargetUnfit", why, turn.now()));
        Action serving = Ends.write(turn, live.orElse(target), Outcome.ROLLBACK_FAILED, "RollbackFailed", why);
        List<Action> ofTarget = Turn.goesBack(record) ? List.of(atRest) : List.of();
        List<Action> actions = leaving ? with(serving, ofTarget) : List.of(unfit);
        return Plan.stalled(Phase.FAILED, "RollbackFailed", why)
                .then(actions)
                .then(List.of(new Action.Announce(true, "RollbackFailed", why)));
    }

    private static List<Action> with(Action first, List<Action> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }
}
