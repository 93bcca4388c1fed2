package io.magentobluegreen.release;

import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.path.Upgrades;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Phase;

/** The resource is being deleted: nothing goes on but an upgrade that runs, and our finalizer stays until it has ended. */
final class Departure {
    private Departure() {}

    static Plan plan(Turn turn) {
        Plan gone = Plan.await(Phase.PENDING, "The resource is being deleted");
        if (!turn.seen().finalizer()) {
            return gone;
        }
        Ledger known = turn.seen().ledger().orElseGet(Ledger::empty);
        return new Upgrades(turn, known)
                .settleDeparting()
                .orElseGet(() -> Plan.act(Phase.PENDING, "No upgrade is unfinished", new Action.RemoveFinalizer()));
    }
}
