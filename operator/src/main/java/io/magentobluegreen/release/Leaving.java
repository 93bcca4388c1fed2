package io.magentobluegreen.release;

import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.path.Adoption;
import io.magentobluegreen.release.path.Back;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.util.Optional;

/** Live is left for an earlier set: that it is to be is written on it first, and step R comes before anything else. */
final class Leaving {
    private final Turn turn;
    private final Release want;

    Leaving(Turn turn) {
        this.turn = turn;
        this.want = turn.want();
    }

    boolean isUnderWay() {
        return turn.liveSetRecord()
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                .isPresent();
    }

    /** A command names live, and there is what it could be left for. */
    Optional<Plan> commanded() {
        return abortSoak().or(this::rollBack);
    }

    private Optional<Plan> abortSoak() {
        return soaking()
                .filter(live -> Intents.aborts(turn, live.record().orElseThrow()))
                .filter(live -> hasServedBefore())
                .map(live -> leave(live, Back.ASKED, "The release was aborted while it soaked"));
    }

    private Optional<Plan> rollBack() {
        return isRolledBackByCommand() ? turn.liveSet().map(this::rollBack) : Optional.empty();
    }

    private Plan rollBack(SetView live) {
        Plan leaving = leave(live, Back.ASKED, "A rollback was asked for");
        // The number that the command names is used up first, so that it means nothing ever after.
        return hasFailed()
                ? Plan.act(
                                leaving.phase(),
                                leaving.message(),
                                new Action.WriteLedger(turn.ledger().numbered()))
                        .then(leaving.actions())
                : leaving;
    }

    boolean isRolledBackByCommand() {
        return hasServedBefore()
                && turn.liveSetRecord()
                        .filter(record -> Intents.rollsBack(turn, record))
                        .filter(record -> record.outcome()
                                .map(outcome -> outcome == Outcome.PROMOTED || outcome == Outcome.ROLLBACK_FAILED)
                                .orElse(true))
                        .isPresent();
    }

    private boolean hasFailed() {
        return turn.liveSetRecord()
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == Outcome.ROLLBACK_FAILED)
                .isPresent();
    }

    /** There is what live could be left for. */
    boolean hasServedBefore() {
        return turn.mayRestoreAdopted() || hasServedOfOurs();
    }

    private boolean hasServedOfOurs() {
        return turn.previousSet()
                .flatMap(SetView::record)
                .filter(record -> record.everPromoted()
                        && record.outcome().filter(Outcome::mayServe).isPresent())
                .isPresent();
    }

    private Optional<SetView> soaking() {
        return turn.liveSet()
                .filter(live -> live.record().filter(record -> !record.ended()).isPresent());
    }

    /** The spec asks for a set that has served, and live's soak need not be waited for. */
    Optional<Plan> soakForTheSpec() {
        return want.held() || wantedPromoted().isEmpty()
                ? Optional.empty()
                : soaking().map(live -> leave(live, Back.ASKED_BY_SPEC, "An earlier revision was asked for"));
    }

    private Plan leave(SetView live, String reason, String why) {
        return Plan.act(
                Phase.ROLLING_BACK,
                why,
                Ends.write(turn, live, Outcome.ROLLED_BACK, reason, why),
                new Action.Announce(false, reason, why));
    }

    /** Step R, where live is marked to be left or a going back was begun for the spec. */
    Optional<Plan> goOn() {
        if (!isUnderWay()) {
            return turn.backTarget().map(this::goOnForTheSpec);
        }
        if (Back.isHeld(turn)) {
            return Optional.of(Wanted.held(turn, Phase.ROLLING_BACK));
        }
        Ending ending = turn.liveSetRecord().flatMap(SetRecord::ending).orElseThrow();
        if (turn.live().adopted().isPresent()) {
            return Optional.of(new Adoption(turn).goBack(ending));
        }
        Optional<SetView> target = Back.isAutomatic(ending)
                ? turn.previousSet()
                : turn.backTarget().or(this::wantedPromoted).or(turn::previousSet);
        return Optional.of(target.filter(set -> set.record().isPresent())
                .map(set -> new Back(turn, set))
                .map(back -> Back.isAutomatic(ending) ? back.automatic(ending) : back.planned())
                .orElseGet(this::nothingToGoBackTo));
    }

    private Plan nothingToGoBackTo() {
        String why = "There is no set to go back to";
        return Plan.stalled(
                Phase.FAILED,
                "RollbackFailed",
                why,
                Ends.write(turn, turn.liveSet().orElseThrow(), Outcome.ROLLBACK_FAILED, "RollbackFailed", why),
                new Action.Announce(true, "RollbackFailed", why));
    }

    /** A going back that was begun for the spec goes on to its end, unless the spec asks for live again. */
    private Plan goOnForTheSpec(SetView target) {
        if (turn.liveRevision().filter(want::wants).isPresent()) {
            SetRecord rest = target.record().orElseThrow().redoing(turn.now(), Step.RETAIN, Step.BACK_CLEAN);
            return Plan.act(Phase.LIVE, "Staying on live", new Action.WriteRecord(target.revision(), rest));
        }
        return Back.isHeld(turn) ? Wanted.held(turn, Phase.ROLLING_BACK) : new Back(turn, target).planned();
    }

    private Optional<SetView> wantedPromoted() {
        return want.revision()
                .filter(revision -> !turn.isLive(revision))
                .flatMap(turn.seen()::set)
                .filter(set -> set.record()
                        .flatMap(SetRecord::outcome)
                        .filter(outcome -> outcome == Outcome.PROMOTED)
                        .isPresent());
    }
}
