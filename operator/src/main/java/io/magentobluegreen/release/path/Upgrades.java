package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.JobGate;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The upgrade Job's protocol around the ledger: what is open is settled before anything else, whoever began it and
 * whether or not it is still asked for. Nothing here kills a Job that was resumed.
 */
public final class Upgrades {
    private final Turn turn;
    private final Ledger ledger;

    public Upgrades(Turn turn) {
        this(turn, turn.ledger());
    }

    /** @param ledger an empty one where it is gone: Jobs and pods say something all the same */
    public Upgrades(Turn turn, Ledger ledger) {
        this.turn = turn;
        this.ledger = ledger;
    }

    /** The plan that an unfinished or unrecorded upgrade demands; empty when none is in the way. */
    public Optional<Plan> settle() {
        return settleOpen()
                .or(this::settleStrays)
                .or(this::recordVerdict)
                .or(this::awaitPods)
                .or(this::ownFinished)
                .or(this::dropFinalizer)
                .or(() -> new LiveCleaning(turn).plan());
    }

    /** The same for a resource that is being deleted: nothing is begun, nothing is cleaned. */
    public Optional<Plan> settleDeparting() {
        return settleOpen().or(this::settleStrays).or(this::awaitPods).or(this::ownFinished);
    }

    private Optional<Plan> settleOpen() {
        return ledger.open().flatMap(open -> {
            Optional<JobView> job = byUid(open.job());
            if (job.isEmpty()) {
                return Optional.of(vanished(open));
            }
            if (job.get().finished()) {
                return Optional.of(finished(open, job.get()));
            }
            if (job.get().suspended()) {
                return isAttempts(job.get()) ? Optional.empty() : Optional.of(cancel(job.get()));
            }
            return Optional.of(running(job.get()));
        });
    }

    private static Plan awaitPod(String message) {
        return Plan.await(Phase.UPGRADING, message).waking(Deadlines.POD_GLANCE);
    }

    private Plan vanished(Ledger.Fact.Touched open) {
        if (turn.seen().upgradePods()) {
            return awaitPod("The upgrade's Job was deleted; waiting for its pod to end");
        }
        return Plan.act(
                Phase.UPGRADING,
                "The upgrade's Job is gone",
                new Action.WriteLedger(ledger.ended(open.job(), Ledger.VANISHED)));
    }

    private Plan finished(Ledger.Fact.Touched open, JobView job) {
        if (turn.seen().upgradePods()) {
            return awaitPod("Waiting for the upgrade's pod to end");
        }
        Verdict verdict = job.verdict().orElseThrow();
        if (verdict.nothingRan()) {
            return Plan.act(Phase.UPGRADING, verdict.message(), new Action.WriteLedger(ledger.takeBack(open.job())));
        }
        Ledger next = verdict.result() == Verdict.Result.PASSED
                ? ledger.succeeded(open.job(), open.image(), job.subject())
                : ledger.ended(open.job(), Ledger.FAILED);
        return Plan.act(Phase.UPGRADING, "The upgrade has ended", new Action.WriteLedger(next));
    }

    private Plan running(JobView job) {
        if (!turn.seen().finalizer() && !turn.want().terminating()) {
            return Plan.act(Phase.UPGRADING, "Keeping the resource while the upgrade runs", new Action.AddFinalizer());
        }
        Optional<SetRecord> record = turn.attempt().flatMap(SetView::record);
        boolean overdue = record.filter(r -> r.step() == Step.UPGRADE)
                .filter(r -> !turn.now()
                        .isBefore(r.since().plus(turn.want().upgrade().timeout())))
                .isPresent();
        if (overdue) {
            return Plan.stalled(
                    Phase.UPGRADING,
                    "UpgradeOverdue",
                    job.because("The upgrade runs longer than upgrade.timeout and goes on; look at the log of Job "
                            + job.name()));
        }
        Plan waiting = JobGate.awaiting(job, Phase.UPGRADING, "Waiting for the upgrade Job " + job.name());
        return record.filter(r -> r.step() == Step.UPGRADE)
                .map(r -> waiting.waking(Duration.between(
                        turn.now(), r.since().plus(turn.want().upgrade().timeout()))))
                .orElse(waiting);
    }

    /** Upgrade Jobs that were made and never resumed, and that no attempt has a use for. */
    private Optional<Plan> settleStrays() {
        return upgradeJobs()
                .filter(job -> job.suspended() && !isAttempts(job))
                .findFirst()
                .map(this::cancel);
    }

    private Plan cancel(JobView job) {
        String message = "Taking back the upgrade Job " + job.name() + ", which never began";
        if (!job.cancelled()) {
            return Plan.act(Phase.UPGRADING, message, new Action.CancelUpgrade(job.name(), job.uid()));
        }
        return ledger.open().filter(open -> open.job().equals(job.uid())).isPresent()
                ? Plan.act(Phase.UPGRADING, message, new Action.WriteLedger(ledger.takeBack(job.uid())))
                : Plan.act(Phase.UPGRADING, message, new Action.DeleteJob(job.name(), job.uid()));
    }

    /** The ledger knows how the attempt's Job ended: its record says so before anything follows from it. */
    private Optional<Plan> recordVerdict() {
        return turn.attempt().flatMap(set -> {
            SetRecord record = set.record().orElseThrow();
            JobRef ref = record.jobs().get(Step.UPGRADE);
            if (ref == null || ref.isUsedUp() || record.passed(Step.UPGRADE)) {
                return Optional.empty();
            }
            return ledger.verdict(ref.uid()).map(ended -> verdict(set, record, ref, ended));
        });
    }

    private Plan verdict(SetView set, SetRecord record, JobRef ref, String ended) {
        Optional<Verdict> said = turn.job(ref).flatMap(JobView::verdict);
        if (ended.equals(Ledger.SUCCEEDED)) {
            Evidence proof =
                    new Evidence(turn.now(), with(said.map(Verdict::facts).orElse(Map.of()), "job", ref.uid()));
            return Plan.act(
                            Phase.UPGRADING,
                            "The upgrade succeeded",
                            new Action.WriteRecord(set.revision(), record.pass(Step.UPGRADE, proof, Step.CLEAN)),
                            new Action.Announce(
                                    false,
                                    "UpgradeSucceeded",
                                    "The database was upgraded for " + record.release() + ", " + record.image()))
                    .then(complaint(proof));
        }
        boolean vanished = ended.equals(Ledger.VANISHED);
        String reason = vanished ? "Vanished" : "UpgradeFailed";
        String message = vanished
                ? "The upgrade Job " + ref.name() + " was deleted while it ran; look at the database, then retry"
                : said.map(Verdict::message)
                        .filter(text -> !text.isEmpty())
                        .orElse("The upgrade failed; the log is in the pod of Job " + ref.name());
        return Ends.failed(turn, set, reason, message);
    }

    /** What {@code upgrade.verifyStatus: Lenient} let pass. */
    private static List<Action> complaint(Evidence proof) {
        String complaint = proof.fact("complaint");
        return complaint.isEmpty()
                ? List.of()
                : List.of(new Action.Announce(
                        true,
                        "SchemaComplaint",
                        "The upgrade passed, although setup:db:status still says: " + complaint));
    }

    private Optional<Plan> awaitPods() {
        boolean unfinished = upgradeJobs().anyMatch(job -> !job.finished() && !job.suspended());
        return turn.seen().upgradePods() || unfinished
                ? Optional.of(awaitPod("Waiting for an upgrade of this store to end"))
                : Optional.empty();
    }

    /** After the verdict is on record: a finished Job goes with the resource, one of a predecessor goes now. */
    private Optional<Plan> ownFinished() {
        return upgradeJobs()
                .filter(job -> job.finished() && !job.owned())
                .findFirst()
                .map(job -> Plan.act(
                        Phase.UPGRADING,
                        "Tidying up after the upgrade",
                        isOfKnownSet(job)
                                ? new Action.OwnUpgrade(job.name(), job.uid())
                                : new Action.DeleteJob(job.name(), job.uid())));
    }

    private Optional<Plan> dropFinalizer() {
        boolean needed = upgradeJobs().anyMatch(this::isAttempts)
                || turn.attempt()
                        .flatMap(SetView::record)
                        .filter(Upgrades::standsBeforeItsUpgrade)
                        .isPresent();
        return turn.seen().finalizer() && !needed
                ? Optional.of(Plan.act(Phase.UPGRADING, "No upgrade is unfinished", new Action.RemoveFinalizer()))
                : Optional.empty();
    }

    private static boolean standsBeforeItsUpgrade(SetRecord record) {
        return record.step() == Step.UPGRADE && !record.passed(Step.UPGRADE);
    }

    private boolean isAttempts(JobView job) {
        return !turn.want().terminating()
                && turn.attempt()
                        .flatMap(SetView::record)
                        .filter(record ->
                                job.release().equals(record.release().toString()) && UpgradeGate.upgrades(record))
                        .filter(record -> !job.cancelled())
                        .isPresent()
                && !job.finished();
    }

    private boolean isOfKnownSet(JobView job) {
        return turn.seen().sets().values().stream()
                .flatMap(set -> set.record().stream())
                .anyMatch(record -> record.release().toString().equals(job.release()));
    }

    private Optional<JobView> byUid(String uid) {
        return upgradeJobs().filter(job -> job.uid().equals(uid)).findFirst();
    }

    private Stream<JobView> upgradeJobs() {
        return turn.seen().jobs().values().stream()
                .filter(job -> job.step() == Step.UPGRADE)
                .sorted(Comparator.comparing(JobView::name));
    }

    private static Map<String, String> with(Map<String, String> facts, String key, String value) {
        Map<String, String> all = new TreeMap<>(facts);
        all.put(key, value);
        return all;
    }
}
