package io.magentobluegreen.release;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.UpgradeDecision;
import io.magentobluegreen.release.path.Attempt;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a lost ledger again from the sets' records and the Jobs. What cannot be known counts as touched: the rebuilt
 * ledger rather asks a person than upgrades.
 */
public final class LedgerRebuild {
    /** Numbers that the lost ledger may have given away and no set shows any more. */
    private static final int SPARE = 100;

    private LedgerRebuild() {}

    public static Ledger from(Map<String, SetView> sets, Map<String, JobView> jobs, Optional<LiveRecord> live) {
        List<SetRecord> records = sets.values().stream()
                .flatMap(set -> set.record().stream())
                .sorted(Comparator.comparing(record -> record.release().number()))
                .toList();
        List<Ledger.Fact> facts = new ArrayList<>();
        records.forEach(record -> facts.addAll(facts(record, jobs)));
        int highest = Math.max(highest(records, jobs), highest(live));
        return new Ledger(facts, highest + SPARE, true);
    }

    private static List<Ledger.Fact> facts(SetRecord record, Map<String, JobView> jobs) {
        List<Ledger.Fact> facts = new ArrayList<>();
        String decision = record.fact(Step.DECIDE, Attempt.DECISION);
        if (decision.equals(UpgradeDecision.Kind.LEVEL.name())) {
            facts.add(level(record));
        }
        JobRef ref = record.jobs().get(Step.UPGRADE);
        if (ref == null || ref.isUsedUp()) {
            return facts;
        }
        Optional<JobView> job =
                Optional.ofNullable(jobs.get(ref.name())).filter(j -> j.uid().equals(ref.uid()));
        boolean neverBegan = job.filter(j ->
                        j.suspended() || j.verdict().filter(Verdict::nothingRan).isPresent())
                .isPresent();
        if (!neverBegan) {
            facts.add(new Ledger.Fact.Touched(record.image(), record.release().toString(), ref.uid()));
            facts.addAll(ended(record, ref, job));
        }
        return facts;
    }

    /** Nothing for a Job that may still run: the ledger's open line is settled like any other. */
    private static List<Ledger.Fact> ended(SetRecord record, JobRef ref, Optional<JobView> job) {
        boolean passed = record.passed(Step.UPGRADE)
                || job.flatMap(JobView::verdict)
                        .filter(verdict -> verdict.result() == Verdict.Result.PASSED)
                        .isPresent();
        if (passed) {
            return List.of(new Ledger.Fact.Ended(ref.uid(), Ledger.SUCCEEDED), level(record));
        }
        boolean failed = record.ended() || job.filter(JobView::finished).isPresent();
        return failed ? List.of(new Ledger.Fact.Ended(ref.uid(), Ledger.FAILED)) : List.of();
    }

    private static Ledger.Fact level(SetRecord record) {
        return new Ledger.Fact.Level(record.image(), record.fact(Step.PREFLIGHT, "setupDigest"));
    }

    /** The Service remembers live also where its Deployment was deleted. */
    private static int highest(Optional<LiveRecord> live) {
        return live.stream()
                .flatMap(record -> Stream.concat(record.live().stream(), record.previous().stream()))
                .mapToInt(slot -> slot.release().number())
                .max()
                .orElse(0);
    }

    private static int highest(List<SetRecord> records, Map<String, JobView> jobs) {
        int ofJobs = jobs.values().stream()
                .flatMap(job -> ReleaseName.parse(job.release()).stream())
                .mapToInt(ReleaseName::number)
                .max()
                .orElse(0);
        int ofSets = records.stream()
                .mapToInt(record -> record.release().number())
                .max()
                .orElse(0);
        return Math.max(ofJobs, ofSets);
    }
}
