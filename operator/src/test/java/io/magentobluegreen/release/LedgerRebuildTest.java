package io.magentobluegreen.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.Ledger.Fact;
import io.magentobluegreen.release.path.Attempt;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of the database after its ledger was lost. */
class LedgerRebuildTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final String A = "aaaaaaaaaa";
    private static final String B = "bbbbbbbbbb";
    private static final JobRef UPGRADE = new JobRef(1, "shop-upgrade-1", "uid-1");
    private static final Fact TOUCHED = new Fact.Touched("B", B + "-2", "uid-1");
    private static final Fact LEVEL = new Fact.Level("B", "digest-B");
    private static final Verdict FAILED = new Verdict(Verdict.Result.FAILED, "UpgradeFailed", "exit code 1", Map.of());

    private static SetRecord decided(String revision, int number, String image, String decision) {
        return SetRecord.begin(new ReleaseName(revision, number), image, Colour.BLUE, 2, NOW)
                .pass(Step.PREFLIGHT, new Evidence(NOW, Map.of("setupDigest", "digest-" + image)), Step.DECIDE)
                .pass(Step.DECIDE, new Evidence(NOW, Map.of(Attempt.DECISION, decision)), Step.START);
    }

    private static SetRecord upgrading() {
        return decided(B, 2, "B", "UPGRADE").withJob(Step.UPGRADE, UPGRADE);
    }

    private static JobView job(String uid, boolean suspended, Optional<Verdict> verdict) {
        return new JobView(
                UPGRADE.name(),
                uid,
                B + "-2",
                Step.UPGRADE,
                1,
                "B",
                "",
                suspended,
                false,
                verdict,
                verdict.map(ended -> NOW),
                true);
    }

    private static Ledger of(List<SetRecord> records, JobView... jobs) {
        Map<String, SetView> sets = new HashMap<>();
        records.forEach(record -> sets.put(
                record.release().revision(),
                new SetView(record.release().revision(), Optional.of(record), 2, true, 2, "hash", true, "", false)));
        Map<String, JobView> named = new HashMap<>();
        for (JobView job : jobs) {
            named.put(job.name(), job);
        }
        return LedgerRebuild.from(sets, named, Optional.empty());
    }

    private static List<Fact> factsOf(SetRecord record, JobView... jobs) {
        return of(List.of(record), jobs).facts();
    }

    @Test
    void isLevelWithAnImageForWhichNothingWasDue() {
        assertThat(factsOf(decided(A, 1, "A", "LEVEL"))).containsExactly(new Fact.Level("A", "digest-A"));
        assertThat(factsOf(decided(A, 1, "A", "UPGRADE"))).isEmpty();
        assertThat(factsOf(SetRecord.begin(new ReleaseName(A, 1), "A", Colour.BLUE, 2, NOW)))
                .isEmpty();
    }

    @Test
    void isLevelAfterAnUpgradeThatSucceeded() {
        SetRecord passed = upgrading().pass(Step.UPGRADE, Evidence.of(NOW), Step.CLEAN);
        Fact ended = new Fact.Ended("uid-1", Ledger.SUCCEEDED);
        assertThat(factsOf(passed)).containsExactly(TOUCHED, ended, LEVEL);
        assertThat(factsOf(upgrading(), job("uid-1", false, Optional.of(Verdict.passed(Map.of())))))
                .containsExactly(TOUCHED, ended, LEVEL);
    }

    @Test
    void isTouchedByAnUpgradeThatFailed() {
        Fact ended = new Fact.Ended("uid-1", Ledger.FAILED);
        assertThat(factsOf(upgrading(), job("uid-1", false, Optional.of(FAILED))))
                .containsExactly(TOUCHED, ended);
        SetRecord over = upgrading().end(Outcome.FAILED, "UpgradeFailed", "exit code 1", NOW);
        assertThat(factsOf(over)).containsExactly(TOUCHED, ended);
    }

    @Test
    void isTouchedByAnUpgradeThatMayStillRun() {
        assertThat(factsOf(upgrading(), job("uid-1", false, Optional.empty()))).containsExactly(TOUCHED);
        assertThat(factsOf(upgrading())).as("its Job is gone").containsExactly(TOUCHED);
    }

    @Test
    void isNotTouchedByAnUpgradeThatNeverBegan() {
        assertThat(factsOf(upgrading(), job("uid-1", true, Optional.empty()))).isEmpty();
        Verdict held = new Verdict(Verdict.Result.HELD, "LockHeld", "held", Map.of());
        assertThat(factsOf(upgrading(), job("uid-1", false, Optional.of(held)))).isEmpty();
        SetRecord usedUp = upgrading().redoing(NOW, Step.UPGRADE);
        assertThat(factsOf(usedUp, job("uid-1", false, Optional.of(FAILED)))).isEmpty();
    }

    @Test
    void doesNotTakeAnotherJobOfThatNameForIt() {
        assertThat(factsOf(upgrading(), job("uid-2", true, Optional.empty()))).containsExactly(TOUCHED);
        assertThat(factsOf(upgrading(), job("uid-2", false, Optional.of(FAILED))))
                .containsExactly(TOUCHED);
    }

    @Test
    void tellsItInTheOrderOfTheReleases() {
        SetRecord first = decided(B, 1, "B", "LEVEL");
        SetRecord second = decided(A, 2, "A", "LEVEL");
        assertThat(of(List.of(second, first)).facts())
                .containsExactly(new Fact.Level("B", "digest-B"), new Fact.Level("A", "digest-A"));
    }

    @Test
    void givesNoNumberAwayThatMayHaveBeenTaken() {
        assertThat(of(List.of()).next()).isEqualTo(100);
        assertThat(of(List.of(decided(A, 4, "A", "LEVEL"), decided(B, 2, "B", "LEVEL")))
                        .next())
                .isEqualTo(104);
        assertThat(of(List.of(decided(A, 1, "A", "LEVEL")), job("uid-1", true, Optional.empty()))
                        .next())
                .isEqualTo(102);
        assertThat(of(List.of()).rebuilt()).isTrue();
    }

    @Test
    void knowsTheNumbersThatTheServiceRemembers() {
        LiveRecord live = LiveRecord.none().flippedTo(slot(B, 7), "", NOW).flippedTo(slot(A, 9), "", NOW);
        assertThat(LedgerRebuild.from(Map.of(), Map.of(), Optional.of(live)).next())
                .isEqualTo(109);
        LiveRecord back = LiveRecord.none().flippedTo(slot(A, 9), "", NOW).flippedTo(slot(B, 7), "", NOW);
        assertThat(LedgerRebuild.from(Map.of(), Map.of(), Optional.of(back)).next())
                .isEqualTo(109);
    }

    private static LiveRecord.Slot slot(String revision, int number) {
        return new LiveRecord.Slot(new ReleaseName(revision, number), "image", Colour.BLUE, 1, 2);
    }
}
