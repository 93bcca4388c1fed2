package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a switch ends that selects both sets: on the new one if it has a ready endpoint, else on what was live. Whoever
 * finds it overdue ends it, the planner or the guard, and whatever else is asked for.
 *
 * @param live the record of the switch under way
 * @param ledger empty where it is not there or cannot be read
 */
public record SwitchEnd(LiveRecord live, Map<String, SetView> sets, Optional<Ledger> ledger, Instant now) {
    /** Why a release is left whose switch ended on what was live. */
    public static final String FAILED = "OverlapFailed";

    /** Its time is over; or a third set asks for pods, which the Service would select as well. */
    public boolean isDue() {
        return isOver() || isCrowded();
    }

    /** The guard's: the planner ends it on time, and nobody else has to while it does. */
    public boolean isOverdue(Duration patience) {
        return !now.isBefore(until().plus(patience)) || isCrowded();
    }

    private boolean isOver() {
        return !now.isBefore(until());
    }

    public Instant until() {
        return live.switching().orElseThrow().until();
    }

    public String to() {
        return live.switching().orElseThrow().revision();
    }

    private boolean isCrowded() {
        return sets.values().stream()
                .filter(set -> set.replicas() > 0)
                .map(SetView::revision)
                .anyMatch(revision -> !live.isLive(revision) && !live.isSwitchedTo(revision));
    }

    /** The set is there, its release has not ended, and at least one of its pods is ready. */
    public boolean endsOnNew() {
        return target().filter(set -> set.ready() > 0)
                .flatMap(SetView::record)
                .filter(record -> !record.ended())
                .isPresent();
    }

    private Optional<SetView> target() {
        return Optional.ofNullable(sets.get(to()));
    }

    /**
     * Why the recorded switch may not end on what was live; empty when it may. For fresh reads, right before it is written: a
     * cache may lack the ready endpoint that the new set has.
     */
    public static Optional<String> closed(Optional<LiveRecord> live, Map<String, SetView> sets, Instant now) {
        boolean onLive = live.filter(record -> record.switching().isPresent())
                .map(record -> new SwitchEnd(record, sets, Optional.empty(), now))
                .filter(end -> end.isDue() && !end.endsOnNew())
                .isPresent();
        return onLive ? Optional.empty() : Optional.of("the switch under way does not end on what was live now");
    }

    /** What ends it now; on what was live, the ending of the release is written before it is acted on. */
    public List<Action> actions() {
        return endsOnNew() ? onNew() : onLive();
    }

    private List<Action> onNew() {
        SetRecord record = target().flatMap(SetView::record).orElseThrow();
        LiveRecord.Slot slot = new LiveRecord.Slot(
                record.release(), record.image(), record.colour(), promotions() + 1, record.appliedReplicas());
        return List.of(
                new Action.Flip(to(), live.epoch(), live.flippedTo(slot, touched(), now)),
                new Action.Announce(
                        false, "TrafficSwitched", "The Service now selects " + record.release() + " alone"));
    }

    private List<Action> onLive() {
        String why = "The new set had no ready pod when the overlap was over; what was live serves on";
        List<Action> end = List.of(
                new Action.EndSwitch(live.stayingOnLive()), new Action.Announce(true, FAILED, to() + ": " + why));
        return target().flatMap(SetView::record)
                .filter(record -> !record.ended())
                .<Action>map(record -> new Action.WriteRecord(to(), record.end(Outcome.ROLLED_BACK, FAILED, why, now)))
                .map(ending -> List.of(ending, end.get(0), end.get(1)))
                .orElse(end);
    }

    private int promotions() {
        int ofSets = sets.values().stream()
                .flatMap(set -> set.record().stream())
                .mapToInt(SetRecord::promotions)
                .max()
                .orElse(0);
        return Math.max(ofSets, live.live().map(LiveRecord.Slot::promotions).orElse(0));
    }

    private String touched() {
        return ledger.flatMap(Ledger::lastTouched).map(Ledger.Fact.Touched::job).orElse("");
    }
}
