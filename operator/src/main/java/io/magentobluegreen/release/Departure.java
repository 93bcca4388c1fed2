package io.magentobluegreen.release;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.path.Upgrades;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import java.util.Optional;

/** The resource is being deleted: nothing goes on but an upgrade that runs, and our finalizer stays until it has ended. */
final class Departure {
    private Departure() {}

    static Plan plan(Turn turn) {
        Plan gone = Plan.await(Phase.PENDING, "The resource is being deleted");
        if (!turn.seen().finalizer()) {
            return gone;
        }
        Optional<Plan> unfinished =
                turn.seen().ledger().isEmpty() ? Optional.empty() : new Upgrades(turn).settleDeparting();
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        return mayRun(turn)
                ? Plan.await(Phase.UPGRADING, "Waiting for the upgrade's pod to end before the resource goes")
                        .waking(Deadlines.POD_GLANCE)
                : Plan.act(Phase.PENDING, "No upgrade is unfinished", new Action.RemoveFinalizer());
    }

    /** Also one that no ledger knows any more, and one whose pod is not there yet. */
    private static boolean mayRun(Turn turn) {
        return turn.seen().upgradePods()
                || turn.seen().jobs().values().stream()
                        .anyMatch(job -> job.step() == Step.UPGRADE && !job.finished() && !job.suspended());
    }
}
