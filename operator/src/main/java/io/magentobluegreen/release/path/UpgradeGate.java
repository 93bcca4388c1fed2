package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.JobGate;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.UpgradeDecision;
import io.magentobluegreen.release.ledger.UpgradeMode;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Release;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Steps 2a and 6 of a release: whether an upgrade is due and may run, and the Job that runs it. */
final class UpgradeGate {
    static final String DECISION = "decision";

    private final Passage passage;
    private final Turn turn;
    private final Release want;
    private final SetView set;
    private final SetRecord record;
    private final Adoption adoption;

    UpgradeGate(Passage passage) {
        this.passage = passage;
        this.turn = passage.turn();
        this.want = passage.want();
        this.set = passage.set();
        this.record = passage.record();
        this.adoption = new Adoption(turn);
    }

    Optional<Plan> decide() {
        return passage.unless(Step.DECIDE, () -> {
            UpgradeDecision decision = turn.ledger().decide(question());
            return adoption.refuse(set, decision).orElseGet(() -> decided(decision));
        });
    }

    private Ledger.Question question() {
        Optional<String> live = turn.live().live().map(LiveRecord.Slot::image);
        boolean due = record.fact(Step.PREFLIGHT, "database").equals("2")
                || record.fact(Step.PREFLIGHT, "config").equals("2");
        return new Ledger.Question(
                record.image(),
                live,
                due,
                record.fact(Step.PREFLIGHT, "setupDigest"),
                want.upgrade().mode(),
                !record.fact(Step.PREFLIGHT, "databaseNewer").isEmpty(),
                want.upgrade().acceptDatabaseOf());
    }

    private Plan decided(UpgradeDecision decision) {
        return switch (decision.kind()) {
            case LEVEL ->
                Plan.act(
                        Phase.PREPARING,
                        "No upgrade is due",
                        new Action.WriteLedger(
                                turn.ledger().level(record.image(), record.fact(Step.PREFLIGHT, "setupDigest"))),
                        decide(decision, "No upgrade is due"),
                        new Action.Announce(
                                false,
                                "UpgradeSkipped",
                                "No upgrade is due for " + record.release() + ", " + record.image()));
            case OLDER -> withoutUpgrade(decision, "The image is older than the database and is never upgraded");
            case LEFT_ALONE -> withoutUpgrade(decision, "An upgrade is due, and upgrade.mode is Never");
            case UPGRADE -> Plan.act(Phase.PREPARING, "An upgrade is due", decide(decision, "An upgrade is due"));
            case DATABASE_AHEAD ->
                awaitAcceptance("DatabaseAhead", "Another image touched the database last", decision.acceptable());
            case DATABASE_NEWER ->
                awaitAcceptance(
                        "DatabaseNewer",
                        "The database is newer than the image: " + record.fact(Step.PREFLIGHT, "databaseNewer"),
                        decision.acceptable());
            case REFUSED ->
                Ends.failed(turn, set, "UpgradeDue", "An upgrade is due, and upgrade.mode is Never: set it to Auto");
        };
    }

    private Plan withoutUpgrade(UpgradeDecision decision, String why) {
        return Plan.act(
                Phase.PREPARING,
                why,
                decide(decision, why),
                new Action.Announce(false, "UpgradeSkipped", record.release() + ": " + why));
    }

    private Action decide(UpgradeDecision decision, String why) {
        Map<String, String> facts = new TreeMap<>();
        facts.put(DECISION, decision.kind().name());
        facts.put("why", why);
        return new Action.WriteRecord(
                set.revision(), record.pass(Step.DECIDE, new Evidence(turn.now(), facts), Step.START));
    }

    private static Plan awaitAcceptance(String reason, String why, String acceptable) {
        return Plan.stalled(
                Phase.PREPARING,
                reason,
                why + ". If this image may upgrade it, set spec.upgrade.acceptDatabaseOf: " + acceptable);
    }

    boolean upgrades() {
        return upgrades(record);
    }

    /** An upgrade was decided on, and the decision stands. */
    static boolean upgrades(SetRecord record) {
        return record.fact(Step.DECIDE, DECISION).equals(UpgradeDecision.Kind.UPGRADE.name());
    }

    Optional<Plan> upgrade() {
        return upgrades()
                ? passage.unless(
                        Step.UPGRADE,
                        () -> adoption.refuseUpgrade(set)
                                .or(adoption::forgetBeforeUpgrade)
                                .orElseGet(this::upgradeJob))
                : Optional.empty();
    }

    private Plan upgradeJob() {
        JobRef ref = record.jobs().get(Step.UPGRADE);
        Optional<JobView> job = ref == null || ref.isUsedUp() ? Optional.empty() : turn.job(ref);
        if (!turn.seen().finalizer()) {
            return Plan.act(Phase.UPGRADING, "Preparing the upgrade", new Action.AddFinalizer());
        }
        if (job.isEmpty()) {
            return reconsidered().orElseGet(() -> gate().run(Phase.UPGRADING, "Preparing the upgrade"));
        }
        return job.get().suspended() ? begin(job.get()) : tryAgain(job.get());
    }

    private JobGate gate() {
        boolean byStatus = want.upgrade().mode() != UpgradeMode.ALWAYS && sameDigest();
        Map<String, String> arguments = Map.of(
                "subject",
                record.fact(Step.PREFLIGHT, "setupDigest"),
                "UPGRADE_COMMAND",
                byStatus ? "due" : "setup:upgrade");
        return new JobGate(turn, set, Step.UPGRADE, set.revision(), arguments, Optional.empty());
    }

    private boolean sameDigest() {
        return !turn.ledger().digestDiffers(record.fact(Step.PREFLIGHT, "setupDigest"));
    }

    private Plan begin(JobView job) {
        Ledger ledger = turn.ledger();
        String message = "Beginning the upgrade";
        if (ledger.hasTouched(job.uid())) {
            return Plan.act(
                    Phase.UPGRADING,
                    message,
                    new Action.WriteRecord(set.revision(), record.timed(turn.now())),
                    new Action.ResumeUpgrade(job.name(), job.uid()),
                    new Action.Announce(false, "UpgradeStarted", "The upgrade Job " + job.name() + " begins"));
        }
        return reconsidered().orElseGet(() -> touch(job, message));
    }

    private Plan touch(JobView job, String message) {
        Ledger touched = turn.ledger().touched(record.image(), record.release().toString(), job.uid());
        return Plan.act(Phase.UPGRADING, message, new Action.WriteLedger(touched));
    }

    /** Between the decision and the touch the ledger may have been lost, or what the spec accepts have changed. */
    private Optional<Plan> reconsidered() {
        boolean stands = turn.ledger().decide(question()).kind() == UpgradeDecision.Kind.UPGRADE;
        return stands
                ? Optional.empty()
                : Optional.of(Plan.act(
                        Phase.PREPARING,
                        "Whether the upgrade may run is decided anew",
                        new Action.WriteRecord(set.revision(), record.redoing(turn.now(), Step.DECIDE, Step.START))));
    }

    /** The Job ended and the ledger knows of none: nothing ran. */
    private Plan tryAgain(JobView job) {
        Optional<Verdict> verdict = job.verdict();
        if (verdict.filter(Verdict::neverBegan).isPresent()) {
            return gate().runAgain(Phase.UPGRADING, verdict.get().message() + "; it is tried again");
        }
        return verdict.filter(Verdict::nothingRan)
                .map(failed -> passage.fail(failed, "UpgradeNotBegun"))
                .orElseGet(() -> Ends.failed(
                        turn, set, "UpgradeUnknown", "The ledger does not know how the Job " + job.name() + " ended"));
    }
}
