package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.SwitchEnd;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A flip forward that selects both sets for a while: load balancers that are slow to follow the Service find the old pods
 * still serving. Its selector picks the pods of every set, so no third one may have any: neither before it nor while it
 * lasts. Going back never overlaps: what is left may be failing.
 */
public final class Overlap {
    private final Turn turn;
    private final SetView to;

    Overlap(Turn turn, SetView to) {
        this.turn = turn;
        this.to = to;
    }

    /** A switch under way comes first of all: nothing else is decided before it has ended. */
    public static Optional<Plan> underWay(Turn turn) {
        return turn.seen().live().filter(live -> live.switching().isPresent()).map(live -> underWay(turn, live));
    }

    private static Plan underWay(Turn turn, LiveRecord live) {
        SwitchEnd end = new SwitchEnd(live, turn.seen().sets(), turn.seen().ledger(), turn.now());
        return end.isDue()
                ? Plan.act(Phase.PROMOTING, "Ending the overlap", end.actions().toArray(Action[]::new))
                : Plan.await(Phase.PROMOTING, "Both sets serve until " + end.until() + ", then " + end.to() + " alone")
                        .waking(Duration.between(turn.now(), end.until()));
    }

    /** Not where nothing is live yet: there is nothing to overlap with. */
    boolean isAsked() {
        return turn.want().overlap().isPresent() && turn.live().live().isPresent();
    }

    /** The record that begins it. */
    LiveRecord begun() {
        return turn.live()
                .overlapping(
                        to.record().orElseThrow().release(),
                        turn.now().plus(turn.want().overlap().orElseThrow()));
    }

    /** Every third set is scaled to zero, and its pods are awaited; empty when there is none. */
    Optional<Plan> makeRoom() {
        if (!isAsked()) {
            return Optional.empty();
        }
        Optional<SetView> standing = thirds().filter(set -> set.replicas() > 0 && !set.referenced())
                .filter(set -> set.record().filter(SetRecord::ended).isPresent())
                .findFirst();
        return standing.map(set -> Plan.act(
                        Phase.PROMOTING,
                        "Making room for the overlap: " + set.revision() + " goes to zero",
                        new Action.Scale(set.revision(), 0, set.record().orElseThrow())))
                .or(() -> crowd().map(why ->
                        Plan.await(Phase.PROMOTING, "Before the overlap " + why).waking(Deadlines.POD_GLANCE)));
    }

    /** What of a third set is there, as a clause. */
    Optional<String> crowd() {
        Stream<String> asked = thirds().filter(set -> set.replicas() > 0)
                .map(set -> "the set " + set.revision() + " has to be at zero");
        Stream<String> standing = turn.seen().standing().stream()
                .filter(this::isThird)
                .sorted()
                .map(revision -> "the pods of " + revision + " have to be gone");
        return Stream.concat(asked, standing).findFirst();
    }

    private Stream<SetView> thirds() {
        return turn.seen().sets().values().stream()
                .filter(set -> isThird(set.revision()))
                .sorted(Comparator.comparing(SetView::revision));
    }

    private boolean isThird(String revision) {
        return !turn.isLive(revision) && !revision.equals(to.revision());
    }
}
