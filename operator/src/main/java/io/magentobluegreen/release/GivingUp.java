package io.magentobluegreen.release;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.path.Cutover;
import io.magentobluegreen.release.path.FlipGate;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.Optional;

/** What is no longer asked for: a stamped flip is given up, an attempt aborted or superseded, an ending marked as left. */
final class GivingUp {
    private final Turn turn;
    private final Release want;

    GivingUp(Turn turn) {
        this.turn = turn;
        this.want = turn.want();
    }

    /**
     * A stamp on a set that is not live and may not be flipped to now. The flip that it announced is given up before
     * anything is written that a sleeping writer of it has not seen.
     */
    Optional<Plan> unwantedStamp() {
        return turn.seen().sets().values().stream()
                .filter(set -> !turn.isLive(set.revision()))
                .filter(set -> set.record().flatMap(SetRecord::promoting).isPresent())
                .filter(set -> FlipGate.closed(want, turn.seen(), flipTo(set), turn.now())
                        .isPresent())
                .findFirst()
                .map(set -> isSettling(set) ? settling(set) : Cutover.giveUp(turn, set));
    }

    /**
     * Stamped just now, by us or by another leader, and its pods are not seen again yet: two leaders that gave up each
     * other's stamps at once would never get to a flip.
     */
    private boolean isSettling(SetView set) {
        Instant stamped = set.record().flatMap(SetRecord::promoting).orElseThrow();
        return turn.now().isBefore(stamped.plus(Deadlines.SETTLE)) && FlipGate.isOnlyUnready(turn, set);
    }

    private static Plan settling(SetView set) {
        return Plan.await(Phase.PROMOTING, "Waiting for every pod of " + set.revision() + " to be seen available")
                .waking(Deadlines.GLANCE);
    }

    private Action.Flip flipTo(SetView set) {
        return new Action.Flip(set.revision(), turn.live().epoch(), turn.live());
    }

    Optional<Plan> abort() {
        return turn.attempt()
                .filter(set -> Intents.aborts(turn, set.record().orElseThrow()))
                .map(set -> Plan.stalled(
                        Phase.ABORTED,
                        "Aborted",
                        "The release was aborted; live serves on",
                        Ends.write(turn, set, Outcome.ABORTED, "Aborted", "It was aborted before the cutover"),
                        new Action.Announce(
                                true,
                                "Aborted",
                                set.record().orElseThrow().release() + " was aborted; live serves on")));
    }

    /** Live is about to be left: what was decided while it was live counts no more. */
    Optional<Plan> supersedeForRollback() {
        return turn.attempt()
                .filter(set -> new Leaving(turn).isRolledBackByCommand())
                .map(set -> supersede(set, "A rollback was asked for"));
    }

    Optional<Plan> supersede() {
        return turn.attempt()
                .filter(set -> !want.held() && !want.wants(set.revision()))
                .map(set -> supersede(set, "Another revision was asked for"));
    }

    private Plan supersede(SetView set, String why) {
        return Plan.act(
                Phase.PENDING,
                why,
                Ends.write(turn, set, Outcome.SUPERSEDED, "Superseded", why),
                new Action.Announce(false, "Superseded", why + ": " + set.revision() + " is given up"));
    }

    /** Asked for again, what is marked so is tried anew by itself. */
    Optional<Plan> markLeft() {
        if (want.revision().isEmpty()) {
            return Optional.empty();
        }
        return turn.seen().sets().values().stream()
                .filter(set -> !want.wants(set.revision()))
                .filter(set -> set.record()
                        .flatMap(SetRecord::ending)
                        .filter(GivingUp::isToBeLeft)
                        .isPresent())
                .findFirst()
                .<Action>map(set -> new Action.WriteRecord(
                        set.revision(), set.record().orElseThrow().asLeft()))
                .or(this::leaveLost)
                .map(left -> Plan.act(Phase.PENDING, "Another revision was asked for", left));
    }

    private static boolean isToBeLeft(Ending ending) {
        return ending.outcome().waitsForRetry() && !ending.left();
    }

    private Optional<Action> leaveLost() {
        return turn.live()
                .lost()
                .filter(lost -> !want.wants(lost.release().revision()) && isToBeLeft(lost.ending()))
                .map(lost -> new Action.WriteLive(turn.live().losing(lost.asLeft())));
    }
}
