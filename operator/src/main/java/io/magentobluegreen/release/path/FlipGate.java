package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.GoingBack;
import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.SwitchEnd;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.UpgradeDecision;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.GuardView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.Optional;

/**
 * The gates of a flip, asked by the planner and again on fresh reads after the target was stamped, right before the
 * Service is written. A set is flipped to because it passed every gate of its release, or back because it did once.
 */
public final class FlipGate {
    private FlipGate() {}

    /** Why the flip may not be written; empty when every gate is open. For flips of the reconciler. */
    public static Optional<String> closed(Release want, Observed fresh, Action.Flip flip, Instant now) {
        Turn turn = new Turn(want, fresh, now);
        if (flip.to().equals(LiveRecord.ADOPTED)) {
            return toAdopted(turn, flip);
        }
        Optional<SetView> target =
                fresh.set(flip.to()).filter(set -> set.record().isPresent());
        if (target.isEmpty()) {
            return Optional.of("the set " + flip.to() + " or its record is gone");
        }
        if (fresh.live().filter(live -> live.epoch() == flip.epoch()).isEmpty()) {
            return Optional.of("the Service's record is another one");
        }
        if (want.terminating()) {
            return Optional.of("the resource is being deleted");
        }
        if (fresh.live().get().switching().isPresent()) {
            return ending(new SwitchEnd(fresh.live().get(), fresh.sets(), fresh.ledger(), now), flip);
        }
        SetRecord record = target.get().record().get();
        if (flip.next().switching().isPresent()) {
            Optional<String> crowd = new Overlap(turn, target.get()).crowd();
            if (crowd.isPresent()) {
                return crowd;
            }
        }
        return record.ended() ? back(turn, target.get(), record) : forward(turn, target.get(), record);
    }

    /** While a switch is under way nothing is flipped but what ends it, and that whatever is asked for meanwhile. */
    private static Optional<String> ending(SwitchEnd end, Action.Flip flip) {
        boolean ends = end.isDue() && end.endsOnNew() && flip.to().equals(end.to());
        return ends && flip.next().switching().isEmpty()
                ? Optional.empty()
                : Optional.of("the switch under way does not end on " + flip.to() + " now");
    }

    private static Optional<String> toAdopted(Turn turn, Action.Flip flip) {
        boolean same =
                turn.seen().live().filter(live -> live.epoch() == flip.epoch()).isPresent();
        return same && !turn.want().terminating()
                ? Adoption.closed(turn)
                : Optional.of("the Service's record is another one, or the resource is being deleted");
    }

    private static Optional<String> forward(Turn turn, SetView set, SetRecord record) {
        return unproven(turn, set, record).or(() -> unfit(turn, set)).or(() -> unready(set));
    }

    /** Whether a flip forward waits for nothing but pods: each write of a record makes them unknown for a moment. */
    public static boolean isOnlyUnready(Turn turn, SetView set) {
        SetRecord record = set.record().orElseThrow();
        return !record.ended()
                && unproven(turn, set, record).isEmpty()
                && unfit(turn, set).isEmpty();
    }

    private static Optional<String> unproven(Turn turn, SetView set, SetRecord record) {
        Release want = turn.want();
        if (want.held() || !want.wants(set.revision()) || Intents.aborts(turn, record)) {
            return Optional.of("it is not asked for now");
        }
        Optional<String> unadoptable = Adoption.unadoptable(turn, record);
        if (unadoptable.isPresent()) {
            return unadoptable;
        }
        if (turn.seen().ledger().isEmpty() || turn.ledger().open().isPresent()) {
            return Optional.of("an upgrade is unfinished");
        }
        if (turn.ledger().uncleaned().isPresent()) {
            return Optional.of("live's cached table definitions are not cleaned");
        }
        for (Step step : Step.values()) {
            if (demands(want, record, step) && !record.passed(step)) {
                return Optional.of(step.text() + " has no evidence");
            }
        }
        if (Cutover.stale(turn, record)) {
            return Optional.of("its cache was cleaned too long ago");
        }
        if (!ProofGates.verified(set, record, want)) {
            return Optional.of("the verdict is for another template or other checks");
        }
        return Optional.empty();
    }

    private static Optional<String> unfit(Turn turn, SetView set) {
        if (set.drifted()) {
            return Optional.of("the pod template of " + set.revision() + " was changed");
        }
        if (set.replicas() < Math.max(turn.sizeToReplace(), 1)) {
            return Optional.of(set.revision() + " is smaller than live");
        }
        return isLeft(turn) ? Optional.of("live is being left for the set before it") : Optional.empty();
    }

    private static boolean isLeft(Turn turn) {
        return turn.liveSetRecord()
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                .isPresent();
    }

    private static Optional<String> unready(SetView set) {
        boolean ready = set.available() && set.uniform() && set.ready() >= set.replicas();
        return ready ? Optional.empty() : Optional.of("not every pod of " + set.revision() + " is available");
    }

    /** The steps that a release must have evidence of before its flip. */
    static boolean demands(Release want, SetRecord record, Step step) {
        boolean upgrades = record.fact(Step.DECIDE, Attempt.DECISION).equals(UpgradeDecision.Kind.UPGRADE.name());
        return switch (step) {
            case PREFLIGHT, DECIDE, START, CLEAN, VERIFY, WARM_UP, CUTOVER_CLEAN, CUTOVER_WARM -> true;
            case UPGRADE -> upgrades;
            case REINDEX -> upgrades && want.upgrade().reindexes();
            case CHECK_JOBS -> want.checkJobs() > 0;
            case APPROVAL -> want.manual();
            case PREPARE, CLEAN_LIVE, CUTOVER_SIZE, FLIP, PUBLISH, PURGE, SOAK, RETAIN -> false;
            case BACK_SIZE, BACK_CLEAN, BACK_CHECK, BACK_FLIP -> false;
        };
    }

    private static Optional<String> back(Turn turn, SetView set, SetRecord record) {
        if (!record.everPromoted()
                || !record.outcome().filter(Outcome::mayServe).isPresent()) {
            return Optional.of(set.revision() + " never passed every gate");
        }
        if (set.ready() == 0) {
            return Optional.of(set.revision() + " has no ready pod");
        }
        boolean automatic = turn.liveSetRecord()
                .flatMap(SetRecord::ending)
                .filter(Back::isAutomatic)
                .isPresent();
        if (automatic) {
            return turn.live().isPrevious(set.revision()) && turn.mayGoBackByItself()
                    ? Optional.empty()
                    : Optional.of(set.revision() + " is not what live may be left for by itself");
        }
        boolean stays =
                !isLeft(turn) && turn.liveRevision().filter(turn.want()::wants).isPresent();
        if (Back.isHeld(turn) || stays) {
            return Optional.of("it is not asked for now");
        }
        if (turn.overdue(record.started(), Deadlines.BACK)) {
            return Optional.of("going back to " + set.revision() + " took too long");
        }
        return Turn.goesBack(record) && record.passed(Step.BACK_CHECK)
                ? Optional.empty()
                : Optional.of(set.revision() + " has not been checked for going back");
    }

    /** The same for a flip back by the guard. */
    public static Optional<String> closed(GuardView fresh, Action.Flip flip, Instant now) {
        Optional<LiveRecord> live = fresh.service().flatMap(ServiceView::record);
        if (live.filter(record -> record.epoch() == flip.epoch()).isEmpty()) {
            return Optional.of("the Service's record is another one");
        }
        if (fresh.alive() && live.get().switching().isPresent()) {
            return ending(new SwitchEnd(live.get(), fresh.sets(), fresh.ledger(), now), flip);
        }
        Optional<SetView> previous = fresh.set(flip.to());
        if (!fresh.alive() || !fresh.automatic()) {
            return Optional.of("going back by itself is not allowed now");
        }
        if (flip.next().servesAdopted()) {
            return toAdopted(fresh, live.get());
        }
        if (!live.get().isPrevious(flip.to()) || !GoingBack.permitted(live.get(), previous, fresh.ledger())) {
            return Optional.of(flip.to() + " is not what live may be left for by itself");
        }
        if (liveServes(fresh, live.get())) {
            return Optional.of("live has a ready endpoint");
        }
        return previous.get().ready() > 0 ? Optional.empty() : Optional.of(flip.to() + " has no ready pod");
    }

    private static boolean liveServes(GuardView fresh, LiveRecord record) {
        return record.live()
                .flatMap(slot -> fresh.set(slot.revision()))
                .filter(set -> set.ready() > 0)
                .isPresent();
    }

    private static Optional<String> toAdopted(GuardView fresh, LiveRecord record) {
        if (liveServes(fresh, record)) {
            return Optional.of("live has a ready endpoint");
        }
        boolean ready =
                fresh.service().filter(service -> service.adoptedReady() > 0).isPresent();
        return ready && GoingBack.toAdopted(record, fresh.ledger())
                ? Optional.empty()
                : Optional.of("live may not be left for what was adopted");
    }
}
