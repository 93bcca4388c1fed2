package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;

/** The plans that end a release: the ending is written, and what follows from it is planned from there. */
public final class Ends {
    private Ends() {}

    public static Plan failed(Turn turn, SetView set, String reason, String message) {
        return Plan.stalled(
                Phase.FAILED,
                reason,
                message,
                write(turn, set, Outcome.FAILED, reason, message),
                new Action.Announce(true, reason, message));
    }

    public static Action write(Turn turn, SetView set, Outcome outcome, String reason, String message) {
        SetRecord record = set.record().orElseThrow();
        return new Action.WriteRecord(set.revision(), record.end(outcome, reason, message, turn.now()));
    }
}
