package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.UpgradeDecision;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import java.util.Optional;

/**
 * Taking over a Service that serves already. The first release is built beside what serves, with the same code; its flip
 * replaces the Service's selector and keeps the old one in the record, so that until the first window ends the traffic
 * can go back there. The pods of before are nobody's here: they are never touched.
 */
public final class Adoption {
    /** An upgrade would make the code that serves now refuse pages: it need not have the flag. */
    public static final String UPGRADE_DUE = "AdoptionUpgradeDue";

    private static final String FIX = "Adopt with the code that serves now, and release the new one after that";

    private final Turn turn;

    public Adoption(Turn turn) {
        this.turn = turn;
    }

    /** The Service is given our record before it is flipped; until then nothing of it was changed. */
    Optional<Plan> mark() {
        return turn.seen()
                .service()
                .filter(ServiceView::untouched)
                .map(service -> Plan.act(
                        Phase.PROMOTING,
                        "Adopting the Service",
                        new Action.AdoptService(turn.live()),
                        new Action.Announce(
                                false,
                                "ServiceAdopted",
                                "The Service is watched from now on, and selects what it did")));
    }

    /** Only code that fits the database as it is may be adopted. */
    Optional<Plan> refuse(SetView set, UpgradeDecision decision) {
        return decision.kind() == UpgradeDecision.Kind.LEVEL ? Optional.empty() : refuseUpgrade(set);
    }

    /** Also where the traffic went back, after the decision, to what was adopted. */
    Optional<Plan> refuseUpgrade(SetView set) {
        return turn.isAdopting()
                ? Optional.of(Ends.failed(
                        turn,
                        set,
                        UPGRADE_DUE,
                        "An upgrade is due for this image, and the code that serves now may refuse pages after it. "
                                + FIX))
                : Optional.empty();
    }

    /** Before the database is touched nothing may go back any more to code without the flag. */
    Optional<Plan> forgetBeforeUpgrade() {
        return turn.live().adopted().isPresent()
                ? Optional.of(Plan.act(
                        Phase.UPGRADING,
                        "Forgetting what the Service selected before it was adopted, as its code may not fit after an upgrade",
                        forget()))
                : Optional.empty();
    }

    /** The first window is over. */
    public Optional<Action> forgetAfterWindow() {
        boolean over = turn.live().live().isPresent()
                && turn.live().adopted().isPresent()
                && new Retention(turn).windowIsOver();
        return over ? Optional.of(forget()) : Optional.empty();
    }

    private Action forget() {
        return new Action.WriteLive(turn.live().forgettingAdopted());
    }

    /** After the traffic went back nothing of ours has the right to be made live by a repair. */
    public Optional<Plan> demote() {
        return turn.seen().sets().values().stream()
                .filter(set -> turn.isAdopting())
                .filter(set -> set.record().filter(SetRecord::everPromoted).isPresent())
                .findFirst()
                .map(set -> Plan.act(
                        Phase.ROLLING_BACK,
                        "What served before the adoption serves again",
                        new Action.WriteRecord(
                                set.revision(), set.record().orElseThrow().demoted())));
    }

    /** Live is marked to be left, and there is nothing of ours before it. */
    public Plan goBack(Ending left) {
        String waiting = "Going back to what the Service selected before it was adopted: " + left.message();
        if (!turn.mayRestoreAdopted()) {
            return giveUp(
                    "The database was touched since the Service was adopted, so what it selected before may not serve");
        }
        if (turn.adoptedReady() > 0) {
            return Plan.act(
                    Phase.ROLLING_BACK,
                    waiting,
                    new Action.Flip(
                            LiveRecord.ADOPTED, turn.live().epoch(), turn.live().backToAdopted(turn.now())),
                    new Action.Announce(
                            true, "RolledBack", "The Service selects again what it did before it was adopted"));
        }
        return turn.overdue(left.at(), Deadlines.BACK)
                ? giveUp("What the Service selected before it was adopted has no ready pod")
                : Plan.await(Phase.ROLLING_BACK, waiting).waking(Deadlines.POD_GLANCE);
    }

    private Plan giveUp(String why) {
        return Plan.stalled(
                Phase.FAILED,
                "RollbackFailed",
                why,
                Ends.write(turn, turn.liveSet().orElseThrow(), Outcome.ROLLBACK_FAILED, "RollbackFailed", why),
                new Action.Announce(true, "RollbackFailed", why));
    }

    /** Why the selector of before may not be written; empty when it may. For flips of the reconciler. */
    static Optional<String> closed(Turn turn) {
        boolean left = turn.liveSetRecord()
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                .isPresent();
        if (!left || !turn.mayRestoreAdopted()) {
            return Optional.of("live may not be left for what was adopted");
        }
        return turn.adoptedReady() > 0 ? Optional.empty() : Optional.of("what was adopted has no ready pod");
    }

    /** A release that would take the place of what was adopted is wanted so, and needed no upgrade. */
    static Optional<String> unadoptable(Turn turn, SetRecord record) {
        if (!turn.isAdopting()) {
            return Optional.empty();
        }
        boolean level = record.fact(Step.DECIDE, Attempt.DECISION).equals(UpgradeDecision.Kind.LEVEL.name());
        boolean marked =
                turn.seen().service().filter(service -> !service.untouched()).isPresent();
        return level && marked && turn.want().adopts()
                ? Optional.empty()
                : Optional.of("the Service is not to be adopted by it");
    }
}
