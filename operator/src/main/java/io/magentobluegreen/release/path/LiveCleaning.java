package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.JobGate;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import java.util.Map;
import java.util.Optional;

/** Step 6a: live's cached table definitions are cleaned after an upgrade has ended, however it did, and until it is done. */
final class LiveCleaning {
    private static final String WAITING = "Cleaning live's cached table definitions";

    private final Turn turn;
    private final Ledger ledger;

    LiveCleaning(Turn turn) {
        this.turn = turn;
        this.ledger = turn.ledger();
    }

    Optional<Plan> plan() {
        return ledger.uncleaned().map(job -> {
            if (turn.liveRevision().isEmpty()) {
                return Plan.act(Phase.UPGRADING, "Nothing is live", new Action.WriteLedger(ledger.cleaned(job)));
            }
            Optional<SetView> live = turn.liveSet().filter(set -> set.record().isPresent());
            return live.isEmpty()
                    ? Plan.await(Phase.UPGRADING, "Waiting for the live set to clean its cached table definitions")
                            .waking(Deadlines.AGAIN)
                    : clean(live.get(), job);
        });
    }

    private Plan clean(SetView live, String upgrade) {
        JobGate gate =
                new JobGate(turn, live, Step.CLEAN_LIVE, live.revision(), Map.of("subject", upgrade), Optional.empty());
        JobRef ref = live.record().orElseThrow().jobs().get(Step.CLEAN_LIVE);
        if (ref != null && !isFor(ref, upgrade)) {
            return gate.run(Phase.UPGRADING, WAITING);
        }
        return gate.plan(
                Phase.UPGRADING,
                WAITING,
                passed -> Plan.act(Phase.UPGRADING, WAITING, new Action.WriteLedger(ledger.cleaned(upgrade))),
                failed -> gate.runAgain(Phase.UPGRADING, WAITING + " failed, and is tried again: " + failed.message()));
    }

    /** The Job that cleans after this upgrade, not after one before it. */
    private boolean isFor(JobRef ref, String upgrade) {
        return turn.job(ref).map(job -> job.subject().equals(upgrade)).orElse(true);
    }
}
