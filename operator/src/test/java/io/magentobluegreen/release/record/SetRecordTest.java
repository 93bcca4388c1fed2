package io.magentobluegreen.release.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The changes of a release's record. */
class SetRecordTest {
    private static final Instant BEGUN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant NOW = BEGUN.plusSeconds(60);
    private static final ReleaseName FIRST = new ReleaseName("aaaaaaaaaa", 1);
    private static final ReleaseName SECOND = new ReleaseName("aaaaaaaaaa", 2);
    private static final JobRef JOB = new JobRef(3, "shop-clean-3", "uid");

    private static SetRecord served() {
        return SetRecord.begin(FIRST, "image", Colour.GREEN, 4, BEGUN)
                .withJob(Step.BACK_CLEAN, JOB)
                .pass(Step.PREFLIGHT, Evidence.of(BEGUN), Step.DECIDE)
                .born("hash", "id")
                .promoted(5, BEGUN)
                .end(Outcome.PROMOTED, "Promoted", "", BEGUN);
    }

    @Test
    void beginsAtItsFirstStepWithoutEvidence() {
        SetRecord record = SetRecord.begin(FIRST, "image", Colour.GREEN, 4, BEGUN);
        assertThat(record.step()).isEqualTo(Step.PREPARE);
        assertThat(record.evidence()).isEmpty();
        assertThat(record.ended()).isFalse();
        assertThat(record.everPromoted()).isFalse();
        assertThat(record.fact(Step.PREFLIGHT, "setupDigest")).isEmpty();
    }

    @Test
    void keepsWhatItWasPromotedAndSizedForInAFurtherAttempt() {
        SetRecord again = served().stamped(Optional.of(BEGUN)).again(SECOND, Step.PREFLIGHT, NOW);
        assertThat(again.release()).isEqualTo(SECOND);
        assertThat(again.step()).isEqualTo(Step.PREFLIGHT);
        assertThat(again.since()).isEqualTo(NOW);
        assertThat(again.started()).isEqualTo(NOW);
        assertThat(again.evidence()).isEmpty();
        assertThat(again.jobs()).isEmpty();
        assertThat(again.ended()).isFalse();
        assertThat(again.promoting()).isEmpty();
        assertThat(again.promotions()).isEqualTo(5);
        assertThat(again.appliedReplicas()).isEqualTo(4);
        assertThat(again.template()).isEqualTo("hash");
    }

    @Test
    void keepsHowItEndedWhereItIsGoneBackTo() {
        SetRecord back = served().goingBack(SECOND, NOW);
        assertThat(back.step()).isEqualTo(Step.BACK_SIZE);
        assertThat(back.outcome()).contains(Outcome.PROMOTED);
        assertThat(back.evidence()).isEmpty();
        assertThat(back.jobs()).isEmpty();
    }

    @Test
    void takesNoJobsNumberTwiceInOneRelease() {
        SetRecord back = served().goingBack(FIRST, NOW);
        assertThat(back.jobs()).containsOnlyKeys(Step.BACK_CLEAN);
        assertThat(back.jobs().get(Step.BACK_CLEAN).isUsedUp()).isTrue();
        assertThat(back.jobs().get(Step.BACK_CLEAN).attempt()).isEqualTo(3);
    }

    @Test
    void doesAStepAgain() {
        SetRecord redone = served().redoing(NOW, Step.PREFLIGHT, Step.BACK_CLEAN);
        assertThat(redone.step()).isEqualTo(Step.PREFLIGHT);
        assertThat(redone.since()).isEqualTo(NOW);
        assertThat(redone.passed(Step.PREFLIGHT)).isFalse();
        assertThat(redone.jobs().get(Step.BACK_CLEAN)).isEqualTo(JOB.usedUp());
        assertThat(redone.jobs()).doesNotContainKey(Step.PREFLIGHT);
    }

    @Test
    void timesAGateFromItsFirstJob() {
        SetRecord begun = SetRecord.begin(FIRST, "image", Colour.GREEN, 4, BEGUN);
        SetRecord first = begun.withJob(Step.PREFLIGHT, JOB, NOW);
        assertThat(first.step()).isEqualTo(Step.PREFLIGHT);
        assertThat(first.since()).isEqualTo(NOW);
        SetRecord second = first.withJob(Step.PREFLIGHT, JOB, NOW.plusSeconds(9));
        assertThat(second.since()).isEqualTo(NOW);
        assertThat(begun.withJob(Step.PUBLISH, JOB, NOW).since()).as("a chore").isEqualTo(BEGUN);
        assertThat(served().withJob(Step.CLEAN, JOB, NOW).step())
                .as("of a release that has ended")
                .isEqualTo(Step.DECIDE);
    }

    @Test
    void staysWhereItStands() {
        SetRecord record = served();
        assertThat(record.at(Step.DECIDE, NOW)).isSameAs(record);
        assertThat(record.at(Step.START, NOW).since()).isEqualTo(NOW);
    }

    @Test
    void loosesItsPromotionWhereWhatWasThereBeforeServesAgain() {
        SetRecord demoted = served().demoted();
        assertThat(demoted.everPromoted()).isFalse();
        assertThat(demoted.promotedAt()).isEmpty();
        assertThat(served().promotedAt()).contains(BEGUN);
    }

    @Test
    void saysThatTheSpecHasAskedForAnotherSince() {
        assertThat(served().asLeft().ending().orElseThrow().left()).isTrue();
        assertThat(served().ending().orElseThrow().left()).isFalse();
    }
}
