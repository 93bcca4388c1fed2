package io.magentobluegreen.controller;

import io.magentobluegreen.release.ledger.UpgradeDecision;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Problem;
import java.util.List;
import java.util.Optional;

/** How far the target release is, as conditions beside those that tools wait on; and whether there is a way back. */
final class Milestones {
    private final StatusScene scene;

    Milestones(StatusScene scene) {
        this.scene = scene;
    }

    List<StatusConditions.Finding> all() {
        return List.of(upgraded(), verified(), switched(), rollback());
    }

    private StatusConditions.Finding upgraded() {
        Optional<SetRecord> record = scene.target();
        if (record.filter(known -> known.passed(Step.UPGRADE)).isPresent()) {
            return new StatusConditions.Finding(
                    "Upgraded", true, "UpgradeSucceeded", "The database was upgraded for this release");
        }
        return record.filter(known -> known.passed(Step.DECIDE))
                .filter(known -> !StatusUpgrade.isRequired(known))
                .map(Milestones::unneeded)
                .orElseGet(() -> notYet("Upgraded", record, "The database has not been upgraded for this release"));
    }

    /** Where nothing is due the database fits; an image that is older than it, or left alone by mode, is never upgraded. */
    private static StatusConditions.Finding unneeded(SetRecord record) {
        boolean level = record.fact(Step.DECIDE, "decision").equals(UpgradeDecision.Kind.LEVEL.name());
        return new StatusConditions.Finding("Upgraded", level, "UpgradeSkipped", record.fact(Step.DECIDE, "why"));
    }

    private StatusConditions.Finding verified() {
        Optional<SetRecord> record = scene.target();
        Optional<StatusConditions.Finding> changed = scene.targetSet().flatMap(Milestones::changed);
        if (changed.isPresent()) {
            return changed.get();
        }
        boolean holds = record.filter(this::isVerified).isPresent();
        return holds
                ? new StatusConditions.Finding("Verified", true, "ChecksPassed", "Every check passed on every pod")
                : notYet("Verified", record, "The release has not been verified");
    }

    /** What stands is not what was proven. */
    private static Optional<StatusConditions.Finding> changed(SetView set) {
        return Unproven.of(set)
                .map(why -> new StatusConditions.Finding("Verified", false, why.reason(), why.message()));
    }

    private boolean isVerified(SetRecord record) {
        boolean checked = scene.want().checkJobs() == 0 || record.passed(Step.CHECK_JOBS);
        return record.passed(Step.VERIFY) && checked || record.passed(Step.BACK_CHECK);
    }

    private StatusConditions.Finding switched() {
        boolean proven = scene.isWantedLive()
                && scene.liveRecord()
                        .filter(record -> record.promoting().isEmpty() && record.everPromoted())
                        .isPresent();
        if (proven) {
            return new StatusConditions.Finding(
                    "TrafficSwitched", true, "TrafficSwitched", "The live Service selects what is asked for");
        }
        return scene.isWantedLive()
                ? new StatusConditions.Finding(
                        "TrafficSwitched", false, "Proving", "The switch is written and not proven yet")
                : notYet("TrafficSwitched", scene.target(), "The live Service does not select what is asked for");
    }

    private StatusConditions.Finding rollback() {
        StatusRollback rollback = new StatusRollback(scene);
        StatusRollback.Way way = rollback.way();
        Optional<Problem> unproven =
                scene.previousSet().filter(set -> way.isOpen()).flatMap(Unproven::of);
        return unproven.map(why -> new StatusConditions.Finding(
                        "RollbackAvailable",
                        true,
                        why.reason(),
                        why.message() + "; it is gone back to only when it is asked for, after its checks"))
                .orElseGet(() -> new StatusConditions.Finding(
                        "RollbackAvailable", way.isOpen(), way.reason(), rollback.explained(way)));
    }

    /** What ended badly says why; a set that is gone back to has an ending of before and no evidence since. */
    private static StatusConditions.Finding notYet(String type, Optional<SetRecord> record, String message) {
        Optional<Ending> failed = record.flatMap(SetRecord::ending)
                .filter(ending -> !ending.outcome().mayServe());
        return new StatusConditions.Finding(
                type,
                false,
                failed.map(Ending::reason).orElse("NotYet"),
                failed.map(Ending::message).orElse(message));
    }
}
