package io.magentobluegreen.release;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.path.Attempt;
import io.magentobluegreen.release.path.Back;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first table of the state page: what happens to the set that the spec asks for. */
final class Wanted {
    private final Turn turn;
    private final Release want;

    Wanted(Turn turn) {
        this.turn = turn;
        this.want = turn.want();
    }

    Plan plan() {
        if (want.problem().isPresent()) {
            Problem problem = want.problem().get();
            return Plan.stalled(phaseOfAttempt(), problem.reason(), problem.message());
        }
        String revision = want.revision().orElse("");
        if (revision.isEmpty()) {
            return Plan.stalled(phaseOfAttempt(), "RevisionUnknown", "It is not known yet what is asked for");
        }
        if (turn.isLive(revision)) {
            return live();
        }
        Optional<SetView> set = turn.seen().set(revision);
        if (set.isPresent() && set.get().record().isEmpty()) {
            return lost(set.get());
        }
        Optional<SetRecord> record = set.flatMap(SetView::record);
        if (record.isPresent() && !record.get().ended()) {
            return want.held() ? held(turn, record.get().step().phase()) : new Attempt(turn, set.get()).plan();
        }
        return ended(revision, set);
    }

    private Phase phaseOfAttempt() {
        return turn.attempt()
                .flatMap(SetView::record)
                .map(record -> record.step().phase())
                .orElse(Phase.PENDING);
    }

    /** Live is what is asked for. Nothing is left to do but to report, and to wake when the window ends. */
    private Plan live() {
        if (want.held() && turn.attempt().isPresent()) {
            return held(turn, phaseOfAttempt());
        }
        Optional<Ending> ending = turn.liveSetRecord().flatMap(SetRecord::ending);
        if (ending.isEmpty()) {
            return Plan.await(Phase.LIVE, "Waiting for the live set to be there again")
                    .waking(Deadlines.AGAIN);
        }
        Plan plan =
                switch (ending.get().outcome()) {
                    case ROLLBACK_FAILED ->
                        Plan.stalled(Phase.FAILED, ending.get().reason(), backAgain(ending.get()));
                    case PROMOTED ->
                        ending.get().reason().equals("ProofFailed")
                                        || ending.get().reason().equals("SoakFailed")
                                ? Plan.stalled(
                                        Phase.LIVE,
                                        ending.get().reason(),
                                        ending.get().message())
                                : Plan.await(Phase.LIVE, "");
                    case FAILED, ABORTED, SUPERSEDED, ROLLED_BACK -> Plan.await(Phase.LIVE, "");
                };
        return ReleasePlanner.windowLeft(turn).map(plan::waking).orElse(plan);
    }

    private Plan lost(SetView set) {
        return Intents.retriesLost(turn) && !want.held()
                ? begin(Optional.of(set))
                : Plan.stalled(
                        Phase.FAILED,
                        "RecordLost",
                        "The set " + set.revision() + " has lost its record; magento-bluegreen.io/retry=" + next()
                                + " uses it again");
    }

    private Plan ended(String revision, Optional<SetView> set) {
        Optional<Ending> ending = set.flatMap(SetView::record)
                .flatMap(SetRecord::ending)
                .or(() -> turn.live()
                        .lost()
                        .filter(lost -> lost.release().revision().equals(revision))
                        .map(LiveRecord.Lost::ending));
        if (ending.isEmpty()) {
            return beginUnlessHeld(set);
        }
        Plan plan =
                switch (ending.get().outcome()) {
                    case SUPERSEDED -> beginUnlessHeld(set);
                    case PROMOTED -> set.isEmpty() ? beginUnlessHeld(set) : goBack(set.get());
                    case FAILED -> retry(set, ending.get(), Phase.FAILED);
                    case ABORTED -> retry(set, ending.get(), Phase.ABORTED);
                    case ROLLED_BACK -> retry(set, ending.get(), Phase.ROLLED_BACK);
                    case ROLLBACK_FAILED -> retry(set, ending.get(), Phase.FAILED);
                };
        return ReleasePlanner.windowLeft(turn).map(plan::waking).orElse(plan);
    }

    private Plan goBack(SetView set) {
        return want.held() ? held(turn, Phase.ROLLING_BACK) : new Back(turn, set).planned();
    }

    private Plan retry(Optional<SetView> set, Ending ending, Phase phase) {
        int last = set.flatMap(SetView::record)
                .map(record -> record.release().number())
                .or(() -> turn.live().lost().map(lost -> lost.release().number()))
                .orElse(0);
        if (ending.left() || Intents.retries(turn, last)) {
            return beginUnlessHeld(set);
        }
        return Plan.stalled(
                phase,
                ending.reason(),
                ending.message() + " (to try again: magento-bluegreen.io/retry=" + next() + ")");
    }

    /** Live is what is asked for, and was to be left. */
    private String backAgain(Ending ending) {
        return Intents.again(turn, turn.liveSetRecord().orElseThrow())
                .filter(name -> new Leaving(turn).hasServedBefore())
                .map(name -> ending.message() + " (to go back once more: magento-bluegreen.io/rollback=" + name + ")")
                .orElse(ending.message());
    }

    private ReleaseName next() {
        return new ReleaseName(want.revision().orElseThrow(), turn.ledger().next());
    }

    private Plan beginUnlessHeld(Optional<SetView> set) {
        return want.held() ? held(turn, Phase.PENDING) : begin(set);
    }

    /** Step 0 and 1: the number is taken first, so that no two attempts ever share one. */
    private Plan begin(Optional<SetView> set) {
        if (set.filter(SetView::drifted).isPresent()) {
            return replace(set.get());
        }
        ReleaseName release = next();
        SetRecord record = set.flatMap(SetView::record)
                .map(old -> old.again(release, Step.PREFLIGHT, turn.now()))
                .orElseGet(() -> SetRecord.begin(release, want.image(), colour(), replicas(), turn.now()));
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.WriteLedger(turn.ledger().numbered()));
        actions.add(new Action.MakeSet(record));
        set.ifPresent(known -> actions.add(new Action.WriteRecord(known.revision(), record)));
        actions.add(new Action.Announce(false, "ReleaseStarted", "Releasing " + want.image() + " as " + release));
        return Plan.act(Phase.PREPARING, "Preparing " + release, actions.toArray(Action[]::new));
    }

    private Plan replace(SetView drifted) {
        String message = "The set was changed by hand; it is made anew";
        return drifted.replicas() > 0
                ? Plan.act(
                        Phase.PREPARING,
                        message,
                        new Action.Scale(drifted.revision(), 0, drifted.record().orElseThrow()))
                : Plan.act(Phase.PREPARING, message, new Action.Collect(drifted.revision(), true));
    }

    private Colour colour() {
        return turn.live()
                .live()
                .map(LiveRecord.Slot::colour)
                .map(Colour::other)
                .orElse(Colour.BLUE);
    }

    private int replicas() {
        return turn.liveSetRecord().map(SetRecord::appliedReplicas).orElse(want.replicas());
    }

    static Plan held(Turn turn, Phase phase) {
        return turn.want()
                .problem()
                .map(problem -> Plan.stalled(phase, problem.reason(), problem.message()))
                .orElseGet(() -> Plan.await(phase, "Paused; set spec.paused to false to go on"));
    }
}
