package io.magentobluegreen.release.guard;

import io.magentobluegreen.release.gate.GoingBack;
import io.magentobluegreen.release.gate.SwitchEnd;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.GuardView;
import io.magentobluegreen.release.seen.SetView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What keeps live serving whatever else goes on: it restores the selector, the Service, the record and the live set, and
 * goes back to the previous set when live has no ready endpoint. It never promotes anything that has not served.
 */
public final class GuardPlanner {
    /** Longer than an endpoint takes to follow a readiness flicker, shorter than a customer waits. */
    static final Duration SILENCE = Duration.ofSeconds(2);

    /** So long the reconciler alone ends a switch that is over. */
    static final Duration OVERDUE = Duration.ofSeconds(1);

    private final GuardView seen;
    private final Instant now;

    private GuardPlanner(GuardView seen, Instant now) {
        this.seen = seen;
        this.now = now;
    }

    /**
     * What the guard does now.
     *
     * @param problem reason of what it cannot repair
     * @param wake when to look again although nothing was heard
     */
    public record GuardPlan(List<Action> actions, Optional<String> problem, Optional<Duration> wake) {
        public GuardPlan {
            actions = List.copyOf(actions);
        }

        static GuardPlan act(Action... actions) {
            return new GuardPlan(List.of(actions), Optional.empty(), Optional.empty());
        }
    }

    /** A pure function of its arguments; a resource that terminates is left alone. */
    public static GuardPlan decide(GuardView seen, Instant now) {
        return seen.alive() ? new GuardPlanner(seen, now).plan() : GuardPlan.act();
    }

    private GuardPlan plan() {
        if (seen.service().isEmpty()) {
            return LiveRestoration.of(seen.remembered(), seen.sets())
                    .map(record -> GuardPlan.act(new Action.RecreateService(record)))
                    .orElseGet(GuardPlan::act);
        }
        Optional<LiveRecord> record = seen.service().get().record();
        return record.isEmpty() ? stripped() : guarded(record.get());
    }

    private GuardPlan stripped() {
        boolean everBegun = seen.sets().values().stream()
                .anyMatch(set ->
                        set.record().filter(record -> !record.everFlippedTo()).isEmpty());
        return LiveRestoration.of(seen.remembered(), seen.sets())
                .map(record -> GuardPlan.act(new Action.WriteLive(record), new Action.RestoreSelector(record)))
                .orElseGet(() -> everBegun
                        ? new GuardPlan(List.of(), Optional.of("RecordLost"), Optional.empty())
                        : GuardPlan.act());
    }

    private GuardPlan guarded(LiveRecord record) {
        return record.switching().isPresent() ? switching(record) : settled(record);
    }

    /** Both sets are selected, so silence of one of them means nothing; what is overdue ends. */
    private GuardPlan switching(LiveRecord record) {
        SwitchEnd end = new SwitchEnd(record, seen.sets(), seen.ledger(), now);
        if (end.isOverdue(OVERDUE)) {
            return GuardPlan.act(end.actions().toArray(Action[]::new));
        }
        List<Action> actions = new ArrayList<>();
        if (!seen.service().orElseThrow().selectsRecorded()) {
            actions.add(new Action.RestoreSelector(record));
        }
        record.live()
                .ifPresent(slot -> actions.addAll(seen.set(slot.revision())
                        .map(live -> repairs(live, slot))
                        .orElseGet(() -> List.of(new Action.RebuildSet(slot)))));
        Duration left = Duration.between(now, end.until().plus(OVERDUE));
        return new GuardPlan(actions, Optional.empty(), Optional.of(left));
    }

    private GuardPlan settled(LiveRecord record) {
        List<Action> actions = new ArrayList<>();
        if (!seen.service().orElseThrow().selectsRecorded()) {
            actions.add(new Action.RestoreSelector(record));
        }
        Optional<LiveRecord.Slot> slot = record.live();
        if (slot.isEmpty()) {
            return new GuardPlan(actions, Optional.empty(), Optional.empty());
        }
        Optional<SetView> live = seen.set(slot.get().revision());
        if (live.isEmpty()) {
            actions.addAll(replaceDeleted(record, slot.get()));
            return new GuardPlan(actions, Optional.empty(), Optional.empty());
        }
        actions.addAll(repairs(live.get(), slot.get()));
        return silence(record, live.get(), actions);
    }

    private List<Action> repairs(SetView live, LiveRecord.Slot slot) {
        if (live.record().isEmpty()) {
            return List.of(new Action.WriteRecord(live.revision(), stamps(slot)));
        }
        return live.replicas() == 0
                ? List.of(new Action.Scale(
                        live.revision(),
                        Math.max(live.record().get().appliedReplicas(), 1),
                        live.record().get()))
                : List.of();
    }

    /** What the Service remembers of a live set whose own record was stripped. */
    private SetRecord stamps(LiveRecord.Slot slot) {
        return SetRecord.begin(slot.release(), slot.image(), slot.colour(), slot.size(), now)
                .promoted(slot.promotions(), now)
                .end(Outcome.PROMOTED, "RecordRestored", "Its record was lost and restored from the Service", now);
    }

    private List<Action> replaceDeleted(LiveRecord record, LiveRecord.Slot slot) {
        Optional<SetView> previous = previous(record);
        Ending ending = new Ending(Outcome.ROLLED_BACK, "LiveDeleted", "Its Deployment was deleted", now, false);
        LiveRecord losing = record.losing(new LiveRecord.Lost(slot.release(), ending));
        if (mayGoBackToAdopted(record)) {
            return List.of(new Action.Flip(LiveRecord.ADOPTED, record.epoch(), losing.backToAdopted(now)));
        }
        if (mayGoBack(record, previous)) {
            return List.of(new Action.Flip(previous.get().revision(), record.epoch(), flipped(losing, previous.get())));
        }
        return List.of(new Action.RebuildSet(slot));
    }

    private GuardPlan silence(LiveRecord record, SetView live, List<Action> actions) {
        if (seen.silentSince() == null || live.ready() > 0 || live.record().isEmpty()) {
            return new GuardPlan(actions, Optional.empty(), Optional.empty());
        }
        Duration left = Duration.between(now, seen.silentSince().plus(SILENCE));
        Optional<SetView> previous = previous(record);
        if (!left.isNegative() && !left.isZero()) {
            return new GuardPlan(actions, Optional.empty(), Optional.of(left));
        }
        if (mayGoBackToAdopted(record)) {
            actions.addAll(leave(live));
            actions.add(new Action.Flip(LiveRecord.ADOPTED, record.epoch(), record.backToAdopted(now)));
            actions.add(new Action.Announce(
                    true,
                    "RolledBack",
                    "Live had no ready endpoint; the Service selects what it did before its adoption"));
        } else if (mayGoBack(record, previous)) {
            actions.addAll(goBack(record, live, previous.get()));
        }
        return new GuardPlan(actions, Optional.empty(), Optional.of(SILENCE.dividedBy(4)));
    }

    /** First the ending on the set that is left, so that nothing flips forward to it again. */
    private List<Action> goBack(LiveRecord record, SetView live, SetView previous) {
        List<Action> actions = new ArrayList<>(leave(live));
        actions.add(new Action.Flip(previous.revision(), record.epoch(), flipped(record, previous)));
        actions.add(new Action.Announce(
                true, "RolledBack", "Live had no ready endpoint; the Service now selects " + previous.revision()));
        return actions;
    }

    private List<Action> leave(SetView live) {
        SetRecord left = live.record().orElseThrow();
        boolean marked =
                left.outcome().filter(outcome -> outcome == Outcome.ROLLED_BACK).isPresent();
        SetRecord ended = left.end(Outcome.ROLLED_BACK, "NoReadyEndpoint", "It had no ready endpoint", now)
                .stamped(Optional.empty());
        return marked ? List.of() : List.of(new Action.WriteRecord(live.revision(), ended));
    }

    private boolean mayGoBackToAdopted(LiveRecord record) {
        return seen.automatic()
                && isInWindow(record)
                && seen.service().filter(service -> service.adoptedReady() > 0).isPresent()
                && GoingBack.toAdopted(record, seen.ledger());
    }

    private boolean isInWindow(LiveRecord record) {
        return record.cutoverAt() != null && now.isBefore(record.cutoverAt().plus(seen.window()));
    }

    private boolean mayGoBack(LiveRecord record, Optional<SetView> previous) {
        return seen.automatic()
                && isInWindow(record)
                && previous.filter(set -> set.ready() > 0).isPresent()
                && GoingBack.permitted(record, previous, seen.ledger());
    }

    private Optional<SetView> previous(LiveRecord record) {
        return record.previous().flatMap(slot -> seen.set(slot.revision()));
    }

    private LiveRecord flipped(LiveRecord record, SetView to) {
        SetRecord target = to.record().orElseThrow();
        int count = Math.max(record.live().map(LiveRecord.Slot::promotions).orElse(0), target.promotions()) + 1;
        LiveRecord.Slot slot =
                new LiveRecord.Slot(target.release(), target.image(), target.colour(), count, target.appliedReplicas());
        String touched = seen.ledger()
                .flatMap(Ledger::lastTouched)
                .map(Ledger.Fact.Touched::job)
                .orElse("");
        return record.flippedTo(slot, touched, now);
    }
}
