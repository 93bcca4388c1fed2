package io.magentobluegreen.release.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.magentobluegreen.release.ledger.UpgradeDecision.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of the ledger, one by one, in the order in which they decide: 1, 2, 5, 6, 4, 3. */
class LedgerTest {
    private static final String DIGEST = "digest";

    /** A question about an image, with what the tests vary. */
    private record Asked(
            String image,
            String live,
            boolean due,
            String digest,
            UpgradeMode mode,
            boolean databaseNewer,
            String accepted) {
        static Asked of(String image) {
            return new Asked(image, "", false, DIGEST, UpgradeMode.AUTO, false, "");
        }

        Asked whileLive(String image) {
            return new Asked(this.image, image, due, digest, mode, databaseNewer, accepted);
        }

        Asked whenDue() {
            return new Asked(image, live, true, digest, mode, databaseNewer, accepted);
        }

        Asked withDigest(String other) {
            return new Asked(image, live, due, other, mode, databaseNewer, accepted);
        }

        Asked in(UpgradeMode other) {
            return new Asked(image, live, due, digest, other, databaseNewer, accepted);
        }

        Asked onNewerDatabase() {
            return new Asked(image, live, due, digest, mode, true, accepted);
        }

        Asked accepting(String other) {
            return new Asked(image, live, due, digest, mode, databaseNewer, other);
        }

        UpgradeDecision by(Ledger ledger) {
            return ledger.decide(
                    new Ledger.Question(image, named(live), due, digest, mode, databaseNewer, named(accepted)));
        }

        Kind kindBy(Ledger ledger) {
            return by(ledger).kind();
        }

        private static Optional<String> named(String text) {
            return Optional.of(text).filter(name -> !name.isEmpty());
        }
    }

    private static Ledger upgraded(Ledger before, String image) {
        String job = "job-" + image;
        return before.touched(image, image + "-1", job).succeeded(job, image, DIGEST);
    }

    private static Ledger failed(Ledger before, String image) {
        String job = "failed-" + image;
        return before.touched(image, image + "-2", job).ended(job, Ledger.FAILED);
    }

    private static final Ledger A_LEVEL = Ledger.empty().level("A", DIGEST);
    private static final Ledger A_THEN_B = upgraded(upgraded(Ledger.empty(), "A"), "B");

    @Test
    void neverUpgradesAnImageThatIsOlderThanTheDatabase() {
        for (UpgradeMode mode : UpgradeMode.values()) {
            // When
            UpgradeDecision decision =
                    Asked.of("A").whenDue().in(mode).onNewerDatabase().by(A_THEN_B);
            // Then
            assertThat(decision.kind()).as(mode.name()).isEqualTo(Kind.OLDER);
        }
    }

    @Test
    void neverUpgradesAnOlderImageEvenWhenTheDatabaseIsAccepted() {
        assertThat(Asked.of("A").whenDue().accepting("B").kindBy(A_THEN_B)).isEqualTo(Kind.OLDER);
    }

    @Test
    void isOlderEvenWhenTheOtherImagesUpgradeFailed() {
        assertThat(Asked.of("A").whenDue().kindBy(failed(A_LEVEL, "B"))).isEqualTo(Kind.OLDER);
    }

    @Test
    void isNotOlderWhenTheTouchIsItsOwn() {
        assertThat(A_THEN_B.isOlder("B")).isFalse();
        assertThat(failed(upgraded(Ledger.empty(), "A"), "A").isOlder("A")).isFalse();
    }

    @Test
    void isNoOlderForAnImageWhoseOwnLevelComesFirst() {
        Ledger level = Ledger.empty().level("A", DIGEST);
        assertThat(level.facts()).containsExactly(new Ledger.Fact.Level("A", DIGEST));
        assertThat(Asked.of("A").whenDue().onNewerDatabase().kindBy(level)).isEqualTo(Kind.UPGRADE);
    }

    @Test
    void asksAPersonWhereTheFirstUpgradeOfAllFailed() {
        assertThat(Asked.of("A").whenDue().kindBy(failed(Ledger.empty(), "B"))).isEqualTo(Kind.DATABASE_AHEAD);
    }

    @Test
    void namesTheImageThatTouchedTheDatabaseWhereItIsRebuiltAndNothingIsLive() {
        Ledger rebuilt = new Ledger(failed(Ledger.empty(), "B").facts(), 101, true);
        assertThat(Asked.of("A").whenDue().by(rebuilt)).isEqualTo(new UpgradeDecision(Kind.DATABASE_AHEAD, "B"));
    }

    @Test
    void knowsAVerdictAlsoWhereItIsTheFirstFact() {
        Ledger ledger = new Ledger(List.of(new Ledger.Fact.Ended("job", Ledger.FAILED)), 2, false);
        assertThat(ledger.verdict("job")).contains(Ledger.FAILED);
        assertThat(ledger.hasEnded("job")).isTrue();
    }

    @Test
    void keepsALevelOnce() {
        Ledger level = Ledger.empty().level("A", DIGEST);
        assertThat(level.level("A", DIGEST)).isEqualTo(level);
    }

    @Test
    void goesOnWhenNothingIsDue() {
        assertThat(Asked.of("B").whileLive("A").kindBy(A_LEVEL)).isEqualTo(Kind.LEVEL);
    }

    @Test
    void goesOnWhenNothingIsDueEvenOnANewerDatabaseOrAfterAFailure() {
        assertThat(Asked.of("C").onNewerDatabase().kindBy(A_THEN_B)).isEqualTo(Kind.LEVEL);
        assertThat(Asked.of("C").kindBy(failed(A_LEVEL, "B"))).isEqualTo(Kind.LEVEL);
    }

    @Test
    void isDueWhenTheSetupDigestDiffersFromTheLastLevels() {
        assertThat(Asked.of("B").whileLive("A").withDigest("another").kindBy(A_LEVEL))
                .isEqualTo(Kind.UPGRADE);
    }

    @Test
    void takesTheStatusCommandsAloneWhileThereIsNoLevel() {
        assertThat(Asked.of("A").withDigest("any").kindBy(Ledger.empty())).isEqualTo(Kind.LEVEL);
        assertThat(Asked.of("A").whenDue().withDigest("any").kindBy(Ledger.empty()))
                .isEqualTo(Kind.UPGRADE);
    }

    @Test
    void upgradesWhatIsDueWhileNothingHasTouchedTheDatabase() {
        assertThat(Asked.of("B").whileLive("A").whenDue().kindBy(A_LEVEL)).isEqualTo(Kind.UPGRADE);
    }

    @Test
    void upgradesAgainTheImageThatTouchedLast() {
        assertThat(Asked.of("B").whileLive("A").whenDue().kindBy(failed(A_LEVEL, "B")))
                .isEqualTo(Kind.UPGRADE);
        assertThat(Asked.of("B").whileLive("B").whenDue().kindBy(A_THEN_B)).isEqualTo(Kind.UPGRADE);
    }

    @Test
    void upgradesANewImageWhenLiveIsLevelWithTheLastTouch() {
        assertThat(Asked.of("C").whileLive("B").whenDue().kindBy(A_THEN_B)).isEqualTo(Kind.UPGRADE);
    }

    @Test
    void waitsWhenAnotherImageTouchedAndFailed() {
        // When
        UpgradeDecision decision = Asked.of("C").whileLive("A").whenDue().by(failed(A_LEVEL, "B"));
        // Then
        assertThat(decision).isEqualTo(new UpgradeDecision(Kind.DATABASE_AHEAD, "B"));
        assertThat(decision.kind().waits()).isTrue();
    }

    @Test
    void waitsWhenLiveIsBackOnAnOlderImage() {
        assertThat(Asked.of("C").whileLive("A").whenDue().by(A_THEN_B))
                .isEqualTo(new UpgradeDecision(Kind.DATABASE_AHEAD, "B"));
    }

    @Test
    void waitsWhenAnImageWithAFactWasOvertaken() {
        // Given: B failed, then C of nobody's level touched the database
        Ledger ledger = failed(failed(Ledger.empty(), "B"), "C");
        // Then
        assertThat(Asked.of("B").whileLive("C").whenDue().kindBy(ledger)).isEqualTo(Kind.DATABASE_AHEAD);
    }

    @Test
    void upgradesOnlyWhenExactlyTheLastTouchedImageIsAccepted() {
        // Given
        Ledger ledger = failed(A_LEVEL, "B");
        Asked asked = Asked.of("C").whileLive("A").whenDue();
        // Then
        assertThat(asked.accepting("B").kindBy(ledger)).isEqualTo(Kind.UPGRADE);
        assertThat(asked.accepting("A").kindBy(ledger)).isEqualTo(Kind.DATABASE_AHEAD);
        assertThat(asked.accepting("C").kindBy(ledger)).isEqualTo(Kind.DATABASE_AHEAD);
    }

    @Test
    void leavesTheDatabaseAloneInModeNeverWhereItWouldWait() {
        Asked never = Asked.of("C").whileLive("A").whenDue().in(UpgradeMode.NEVER);
        assertThat(never.kindBy(failed(A_LEVEL, "B"))).isEqualTo(Kind.LEFT_ALONE);
        assertThat(never.accepting("B").kindBy(failed(A_LEVEL, "B"))).isEqualTo(Kind.LEFT_ALONE);
        assertThat(never.onNewerDatabase().kindBy(A_LEVEL)).isEqualTo(Kind.LEFT_ALONE);
    }

    @Test
    void refusesInModeNeverWhatIsDueOtherwise() {
        assertThat(Asked.of("B").whileLive("A").whenDue().in(UpgradeMode.NEVER).kindBy(A_LEVEL))
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void isLevelInModeNeverWhenNothingIsDue() {
        assertThat(Asked.of("B").in(UpgradeMode.NEVER).kindBy(failed(A_LEVEL, "C")))
                .isEqualTo(Kind.LEVEL);
    }

    @Test
    void upgradesInModeAlwaysWhileTheImageHasNoFact() {
        assertThat(Asked.of("B").whileLive("A").in(UpgradeMode.ALWAYS).kindBy(A_LEVEL))
                .isEqualTo(Kind.UPGRADE);
        assertThat(Asked.of("A").whileLive("A").in(UpgradeMode.ALWAYS).kindBy(A_LEVEL))
                .isEqualTo(Kind.LEVEL);
    }

    @Test
    void waitsWhenTheDatabaseHoldsWhatAnImageWithoutFactsLacks() {
        // Given
        Asked asked = Asked.of("C").whileLive("B").whenDue().onNewerDatabase();
        // Then
        assertThat(asked.by(A_THEN_B)).isEqualTo(new UpgradeDecision(Kind.DATABASE_NEWER, "B"));
        assertThat(asked.accepting("B").kindBy(A_THEN_B)).isEqualTo(Kind.UPGRADE);
    }

    @Test
    void asksNothingOfTheDatabaseForAnImageWithFacts() {
        assertThat(Asked.of("B").whileLive("B").whenDue().onNewerDatabase().kindBy(A_THEN_B))
                .isEqualTo(Kind.UPGRADE);
    }

    @Test
    void saysNewerBeforeAheadWhereBothHold() {
        assertThat(Asked.of("C").whileLive("A").whenDue().onNewerDatabase().kindBy(failed(A_LEVEL, "B")))
                .isEqualTo(Kind.DATABASE_NEWER);
    }

    @Test
    void refusesASecondTouchBeforeTheFirstHasEnded() {
        // Given
        Ledger open = Ledger.empty().touched("A", "A-1", "job");
        // Then
        assertThatIllegalStateException().isThrownBy(() -> open.touched("B", "B-2", "other"));
        assertThat(open.open()).contains(new Ledger.Fact.Touched("A", "A-1", "job"));
        assertThat(open.ended("job", Ledger.VANISHED).open()).isEmpty();
    }

    @Test
    void takesBackOnlyTheLineOfThatJob() {
        // Given
        Ledger before = failed(A_THEN_B, "C");
        Ledger touched = before.touched("D", "D-9", "late");
        // Then
        assertThat(touched.takeBack("late")).isEqualTo(before);
        assertThat(touched.takeBack("failed-C").facts())
                .contains(new Ledger.Fact.Touched("D", "D-9", "late"))
                .doesNotContain(new Ledger.Fact.Touched("C", "C-2", "failed-C"));
    }

    @Test
    void keepsAnOlderTouchUntilTheNewerOneHasEnded() {
        // Given
        Ledger first = failed(A_LEVEL, "B");
        Ledger again = first.touched("B", "B-3", "again");
        // Then
        assertThat(again.hasTouched("failed-B")).isTrue();
        assertThat(again.takeBack("again")).isEqualTo(first);
        assertThat(again.ended("again", Ledger.FAILED).hasTouched("failed-B")).isFalse();
    }

    @Test
    void keepsOnlyTheLastLevelAndTouchOfEachImage() {
        // Given
        Ledger ledger = Ledger.empty();
        for (int i = 0; i < 30; i++) {
            String image = "image-" + i % 3;
            ledger = ledger.touched(image, image + "-" + i, "job-" + i)
                    .succeeded("job-" + i, image, DIGEST)
                    .cleaned("job-" + i);
        }
        // Then
        assertThat(ledger.facts()).hasSize(3 * 4).contains(new Ledger.Fact.Touched("image-2", "image-2-29", "job-29"));
    }

    @Test
    void writesAVerdictOnce() {
        // Given
        Ledger ended = Ledger.empty().touched("A", "A-1", "job").ended("job", Ledger.FAILED);
        // Then
        assertThat(ended.ended("job", Ledger.VANISHED)).isEqualTo(ended);
        assertThat(ended.succeeded("job", "A", DIGEST)).isEqualTo(ended);
        assertThat(ended.verdict("job")).contains(Ledger.FAILED);
    }

    @Test
    void isUncleanedFromTheEndOfAJobUntilLiveIsCleaned() {
        // Given
        Ledger open = Ledger.empty().touched("A", "A-1", "job");
        Ledger ended = open.ended("job", Ledger.FAILED);
        // Then
        assertThat(open.uncleaned()).isEmpty();
        assertThat(ended.uncleaned()).contains("job");
        assertThat(ended.cleaned("job").uncleaned()).isEmpty();
    }

    @Test
    void givesEveryNumberOnce() {
        assertThat(Ledger.empty().next()).isEqualTo(1);
        assertThat(Ledger.empty().numbered().numbered().next()).isEqualTo(3);
    }

    @Test
    void waitsWithWhateverIsDueWhileItIsRebuilt() {
        // Given
        Ledger rebuilt = new Ledger(upgraded(Ledger.empty(), "A").facts(), 101, true);
        // Then
        assertThat(Asked.of("A").whileLive("A").whenDue().by(rebuilt))
                .isEqualTo(new UpgradeDecision(Kind.DATABASE_AHEAD, "A"));
        assertThat(Asked.of("B").whileLive("A").whenDue().by(rebuilt))
                .isEqualTo(new UpgradeDecision(Kind.DATABASE_AHEAD, "A"));
        assertThat(Asked.of("B").whileLive("A").kindBy(rebuilt)).isEqualTo(Kind.LEVEL);
    }

    @Test
    void namesLivesImageWhereALedgerWasRebuilt() {
        // Given
        Ledger rebuilt = new Ledger(failed(A_LEVEL, "B").facts(), 101, true);
        Asked asked = Asked.of("C").whileLive("A").whenDue();
        // Then
        assertThat(asked.accepting("B").by(rebuilt)).isEqualTo(new UpgradeDecision(Kind.DATABASE_AHEAD, "A"));
        assertThat(asked.accepting("A").kindBy(rebuilt)).isEqualTo(Kind.UPGRADE);
    }

    @Test
    void isRebuiltNoLongerAfterAnUpgradeSucceeded() {
        // Given
        Ledger rebuilt = new Ledger(List.of(), 101, true);
        // Then
        assertThat(rebuilt.level("A", DIGEST).rebuilt()).isTrue();
        assertThat(failed(rebuilt, "A").rebuilt()).isTrue();
        assertThat(upgraded(rebuilt, "A").rebuilt()).isFalse();
    }
}
