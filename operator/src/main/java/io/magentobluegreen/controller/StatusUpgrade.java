package io.magentobluegreen.controller;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.UpgradeStatus;
import io.magentobluegreen.release.ledger.UpgradeDecision;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The database upgrade of the target release: whether one is due, and what its Job said. */
final class StatusUpgrade {
    private static final Set<String> WAITS = Set.of("DatabaseAhead", "DatabaseNewer");

    private final StatusScene scene;

    StatusUpgrade(StatusScene scene) {
        this.scene = scene;
    }

    /** Empty before it is decided whether one is due. */
    Optional<UpgradeStatus> of(SetRecord record) {
        if (!record.passed(Step.DECIDE)) {
            return scene.plan()
                    .stall()
                    .filter(WAITS::contains)
                    .map(reason -> undone(true, scene.plan().message()));
        }
        String why = record.fact(Step.DECIDE, "why");
        boolean required = isRequired(record);
        JobRef job = record.jobs().get(Step.UPGRADE);
        return Optional.of(required && job != null ? ran(record, job, why) : undone(required, why));
    }

    /** Whether the database was found to need it before this release may go on. */
    static boolean isRequired(SetRecord record) {
        return record.fact(Step.DECIDE, "decision").equals(UpgradeDecision.Kind.UPGRADE.name());
    }

    private static UpgradeStatus undone(boolean required, String why) {
        return new UpgradeStatus(required, why, null, null, null, null, null, null);
    }

    private UpgradeStatus ran(SetRecord record, JobRef ref, String why) {
        Optional<JobView> job = Optional.ofNullable(scene.seen().jobs().get(ref.name()))
                .filter(seen -> seen.uid().equals(ref.uid()));
        UpgradeStatus known = said(ref.name());
        Map<String, String> facts = facts(record, job);
        Optional<Instant> ended = job.flatMap(JobView::finishedAt)
                .or(() ->
                        Optional.ofNullable(record.evidence().get(Step.UPGRADE)).map(Evidence::at))
                .map(StatusReport::second);
        return new UpgradeStatus(
                true,
                why,
                ref.name(),
                job.flatMap(JobView::startedAt).map(StatusReport::second).orElse(known.startedAt()),
                ended.orElse(known.finishedAt()),
                number(facts.get("exitCode")).orElse(known.exitCode()),
                number(facts.get("attempts")).orElse(known.attempts()),
                facts.getOrDefault("error", known.error()));
    }

    private static Map<String, String> facts(SetRecord record, Optional<JobView> job) {
        return job.flatMap(JobView::verdict)
                .map(Verdict::facts)
                .orElseGet(() -> Optional.ofNullable(record.evidence().get(Step.UPGRADE))
                        .map(Evidence::facts)
                        .orElse(Map.of()));
    }

    /** What was said of the same Job while it was there: a failed one leaves no facts on the record. */
    private UpgradeStatus said(String job) {
        return scene.before()
                .map(MagentoReleaseStatus::upgrade)
                .filter(upgrade -> job.equals(upgrade.job()))
                .orElseGet(() -> undone(true, null));
    }

    private static Optional<Integer> number(String text) {
        return Optional.ofNullable(text).filter(t -> t.matches("[0-9]{1,9}")).map(Integer::valueOf);
    }
}
