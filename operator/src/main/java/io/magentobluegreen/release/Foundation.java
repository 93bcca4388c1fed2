package io.magentobluegreen.release;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.guard.LiveRestoration;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import java.util.Map;
import java.util.Optional;

/** What everything else stands on: the ledger, and the live Service with its record. */
final class Foundation {
    private Foundation() {}

    static Optional<Plan> plan(Turn turn) {
        return ledger(turn).or(() -> service(turn));
    }

    private static Optional<Plan> ledger(Turn turn) {
        if (turn.seen().ledger().isPresent()) {
            return Optional.empty();
        }
        Observed seen = turn.seen();
        boolean released = seen.live().filter(live -> live.live().isPresent()).isPresent();
        if (released || !seen.sets().isEmpty()) {
            Ledger rebuilt = LedgerRebuild.from(seen.sets(), seen.jobs(), seen.live());
            return Optional.of(Plan.act(
                    Phase.PENDING,
                    "The ledger was lost; it is rebuilt from the sets",
                    new Action.WriteLedger(rebuilt),
                    new Action.Announce(true, "LedgerRebuilt", "The ledger was lost and rebuilt from the sets")));
        }
        return Optional.of(
                turn.want().held()
                        ? Wanted.held(turn, Phase.PENDING)
                        : Plan.act(Phase.PENDING, "Beginning", new Action.WriteLedger(Ledger.empty())));
    }

    /** What the guard does too; whichever comes first, it is the same record. */
    private static Optional<Plan> repair(Turn turn) {
        Observed seen = turn.seen();
        return LiveRestoration.of(seen.remembered(), seen.sets())
                .map(record -> seen.service().isPresent()
                        ? new Action[] {new Action.WriteLive(record), new Action.RestoreSelector(record)}
                        : new Action[] {new Action.RecreateService(record)})
                .map(actions -> Plan.act(Phase.PENDING, "Restoring the live Service", actions));
    }

    private static Optional<Plan> service(Turn turn) {
        if (turn.seen().live().isPresent()) {
            return Optional.empty();
        }
        Map<String, SetView> sets = turn.seen().sets();
        Optional<Plan> repair = repair(turn);
        if (repair.isPresent()) {
            return repair;
        }
        if (sets.values().stream().anyMatch(set -> set.record().isEmpty()) || isStripped(turn)) {
            return Optional.of(Plan.stalled(
                    Phase.FAILED,
                    "RecordLost",
                    "Neither the Service nor any set says what is live; the Service is left as it is"));
        }
        if (isToBeAdoptedAndGone(turn)) {
            return Optional.of(Plan.stalled(
                            Phase.PENDING,
                            "AdoptionServiceMissing",
                            "The Service that is to be adopted is gone; create it again, or leave spec.service.adopt out to get"
                                    + " a new one")
                    .waking(Deadlines.MENDED));
        }
        boolean nothingYet = turn.seen().service().isEmpty() && turn.want().held() && sets.isEmpty();
        return Optional.of(
                nothingYet
                        ? Wanted.held(turn, Phase.PENDING)
                        : Plan.act(
                                Phase.PENDING,
                                "Creating the live Service",
                                new Action.CreateService(LiveRecord.none())));
    }

    /** Somebody replaces it: one of ours in its name would stand in the way and select nothing. */
    private static boolean isToBeAdoptedAndGone(Turn turn) {
        boolean made = turn.seen()
                .remembered()
                .filter(record -> record.adopted().isEmpty())
                .isPresent();
        return turn.seen().service().isEmpty()
                && turn.want().adopts()
                && turn.seen().sets().values().stream()
                        .flatMap(set -> set.record().stream())
                        .noneMatch(record -> record.promoting().isPresent())
                && !turn.seen().sets().isEmpty()
                && !made;
    }

    /** Its record was taken off a Service that a set may have been given, or that serves what was there before. */
    private static boolean isStripped(Turn turn) {
        return turn.seen().service().filter(ServiceView::selectsOthers).isPresent()
                || turn.seen().service().isPresent()
                        && turn.seen().sets().values().stream()
                                .anyMatch(set -> set.record()
                                        .filter(SetRecord::everFlippedTo)
                                        .isPresent());
    }
}
