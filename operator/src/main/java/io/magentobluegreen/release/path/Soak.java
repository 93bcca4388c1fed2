package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Asking;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Step 13: live is watched after its flip, and left for the set before it where that does better. */
public final class Soak {
    private final Turn turn;
    private final Release want;
    private final SetView live;
    private final SetRecord record;

    public Soak(Turn turn, SetView live) {
        this.turn = turn;
        this.want = turn.want();
        this.live = live;
        this.record = live.record().orElseThrow();
    }

    /** Live checks for the whole duration; empty once the release has ended. */
    public Optional<Plan> plan() {
        if (record.ended()) {
            return Optional.empty();
        }
        SoakProgress soak = turn.seen().soak();
        Duration duration = want.soak().duration();
        if (duration.isZero()) {
            return Optional.of(soaked());
        }
        if (soak.failures() >= want.soak().failureLimit()) {
            return Optional.of(failing(soak));
        }
        boolean whole =
                soak.since() != null && !turn.now().isBefore(soak.since().plus(duration));
        return Optional.of(
                whole && soak.failures() == 0 ? soaked() : watching(soak).then(outdated()));
    }

    private Plan soaked() {
        SetRecord done = record.pass(Step.SOAK, Evidence.of(turn.now()), Step.RETAIN)
                .end(Outcome.PROMOTED, "Promoted", "It serves and passed its soak", turn.now());
        return Plan.act(
                Phase.LIVE,
                "",
                new Action.WriteRecord(live.revision(), done),
                new Action.Announce(false, "ReleaseSucceeded", record.release() + " is live"));
    }

    private Plan watching(SoakProgress soak) {
        String message = soak.failures() == 0
                ? "Watching " + record.release() + " for "
                        + want.soak().duration().toSeconds() + " s"
                : "A live check fails: " + soak.message();
        Instant promoted = record.promotedAt().orElse(turn.now());
        boolean restless =
                !turn.now().isBefore(promoted.plus(want.soak().duration().multipliedBy(Deadlines.SOAK_PATIENCE)));
        Plan plan = restless
                ? Plan.stalled(Phase.SOAKING, "SoakUnproven", message + ", and it keeps starting anew")
                : Plan.await(Phase.SOAKING, message);
        return plan.then(round(soak)).waking(want.soak().interval());
    }

    private List<Action> round(SoakProgress soak) {
        Task task = new Task(Task.Kind.ROUND, live.revision(), "soak " + record.release());
        return isDue(soak) ? List.of(new Action.Forget(task), new Action.Ask(task)) : List.of();
    }

    private boolean isDue(SoakProgress soak) {
        return soak.lastAt() == null
                || !turn.now().isBefore(soak.lastAt().plus(want.soak().interval()));
    }

    /**
     * Live fails its limit of rounds: the set before it is asked the same, and where it does better live is asked once
     * more. What both depend on may have come back between the two.
     */
    private Plan failing(SoakProgress soak) {
        if (want.rollback() == Release.RollbackPolicy.NEVER || !turn.mayGoBackByItself()) {
            return serveOn(soak.message());
        }
        if (turn.previousSet().isEmpty()) {
            // What was adopted is none of our sets: it is not asked, and its code is the same.
            return leave(soak.message());
        }
        Plan waiting = watching(soak);
        return Asking.plan(
                turn,
                compare(),
                waiting,
                answer -> isWorse(soak),
                answer -> isShared(answer, soak) ? shared(soak) : unfit(answer));
    }

    private Plan isWorse(SoakProgress soak) {
        return Asking.plan(
                turn,
                again(),
                watching(soak),
                answer -> watching(soak).then(List.of(new Action.Forget(again()), new Action.Forget(compare()))),
                answer -> leave(soak.message()));
    }

    private static boolean isShared(Answer previous, SoakProgress soak) {
        return previous.failedCheck().equals(soak.failedCheck());
    }

    private Plan shared(SoakProgress soak) {
        return staying(
                "SharedDependency",
                "Live and the set before it fail the same check, so nothing is switched: " + soak.failedCheck());
    }

    /** Only what answers a round of checks is fit to serve instead. */
    private Plan unfit(Answer previous) {
        return staying(
                "PreviousUnfit",
                "The set before live fails a check of its own, so nothing is switched: " + previous.failedCheck());
    }

    /** Said in the same words as long as it lasts, so that it is one Event. */
    private Plan staying(String reason, String why) {
        SoakProgress soak = turn.seen().soak();
        Plan waiting = watching(soak);
        return isDue(soak)
                ? waiting.then(List.of(new Action.Forget(compare()), new Action.Announce(true, reason, why)))
                : waiting;
    }

    private Task compare() {
        String previous = turn.previousSet().orElseThrow().revision();
        return new Task(Task.Kind.ROUND, previous, "compare " + record.release());
    }

    private Task again() {
        return new Task(Task.Kind.ROUND, live.revision(), "again " + record.release());
    }

    /** Answers of an earlier time in which live failed say nothing of the next. */
    private List<Action> outdated() {
        return turn.previousSet().stream()
                .flatMap(previous -> Stream.of(compare(), again()))
                .filter(task -> turn.seen()
                        .answer(task)
                        .filter(answer -> answer.state() != Answer.State.RUNNING)
                        .isPresent())
                .<Action>map(Action.Forget::new)
                .toList();
    }

    private Plan leave(String why) {
        return Plan.act(
                Phase.ROLLING_BACK,
                why,
                Ends.write(turn, live, Outcome.ROLLED_BACK, "SoakFailed", why),
                new Action.Announce(true, "SoakFailed", why));
    }

    private Plan serveOn(String why) {
        return Plan.stalled(
                Phase.LIVE,
                "SoakFailed",
                why,
                Ends.write(turn, live, Outcome.PROMOTED, "SoakFailed", why),
                new Action.Announce(true, "SoakFailed", why));
    }
}
