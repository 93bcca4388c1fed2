package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.status.HistoryEntry;
import io.magentobluegreen.simulation.store.ImageScript;
import java.util.List;
import java.util.Optional;

/** A changed image on a store that serves. */
@Scenarios
class NextReleaseTest {

    @Scenario
    void upgradesWhileBlueServesAndKeepsBlueReady(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        // When
        StoreView view = stage.releases("shop/php:2");
        // Then
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(view.live()));
        assertThat(stage.objects().replicas(blue)).isEqualTo(2);
        assertThat(stage.image("shop/php:1").runs("clean-live")).isEqualTo(1);
        assertThat(view.condition("RollbackAvailable")).startsWith("True");
    }

    @Scenario
    void servesBlueToCustomersUntilTheFlipAndGreenAfterIt(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        // When
        String green = stage.releases("shop/php:2").live();
        long answers = stage.customers().strangers().answersOf(StoreView.revisionOf(green));
        stage.awaits(
                "more answers of green",
                () -> stage.customers().strangers().answersOf(StoreView.revisionOf(green)),
                now -> now > answers + 5);
        // Then
        var seen = stage.customers().strangers().releases();
        assertThat(seen).containsOnlyKeys(StoreView.revisionOf(blue), StoreView.revisionOf(green));
        assertThat(seen.get(StoreView.revisionOf(blue)).lastBegunAt())
                .isBefore(
                        seen.get(StoreView.revisionOf(green)).firstAnsweredAt().plusMillis(500));
    }

    @Scenario
    void runsNoUpgradeThatIsNotDue(Stage stage) {
        // Given
        stage.image("shop/php:1-hotfix").wantsSchema(1);
        stage.releases("shop/php:1");
        // When
        stage.releases("shop/php:1-hotfix");
        // Then
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1");
        assertThat(stage.objects().events("UpgradeSkipped")).isEqualTo(1);
    }

    @Scenario
    void saysEachStepOnce(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        List<String> before = stage.objects().events();
        // When
        stage.releases("shop/php:2");
        // Then
        List<String> events = stage.objects().events();
        assertThat(events.subList(before.size(), events.size()))
                .containsExactly(
                        "ReleaseStarted",
                        "PreflightSucceeded",
                        "SetStarted",
                        "UpgradeStarted",
                        "UpgradeSucceeded",
                        "CacheCleaned",
                        "VerificationSucceeded",
                        "WarmedUp",
                        "TrafficSwitched",
                        "Promoted",
                        "LivePublished",
                        "ReleaseSucceeded");
    }

    @Scenario
    void writesItsHistoryWithHowLongEachStepTook(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        // When
        List<HistoryEntry> history = stage.releases("shop/php:2").history();
        // Then
        assertThat(history).extracting(HistoryEntry::image).containsExactly("shop/php:2", "shop/php:1");
        assertThat(history).extracting(HistoryEntry::outcome).containsOnly("Promoted");
        assertThat(history.get(0).durations()).containsKeys("preflight", "start", "upgrade", "clean", "verify", "soak");
        assertThat(history.get(0).promoted()).isAfterOrEqualTo(history.get(0).started());
    }

    @Scenario
    void startsTheNewerImageAtOnceWhereAnotherIsAskedForMeanwhile(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").starts(ImageScript.Start.STAYS_UNREADY);
        stage.wants("shop/php:2");
        String given = stage.awaitsPhase("Starting").target();
        // When
        stage.releases("shop/php:3");
        // Then
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:3");
        assertThat(stage.objects().events("Superseded")).isEqualTo(1);
        stage.awaits("the end of its set", () -> stage.objects().set(given), Optional::isEmpty);
    }

    @Scenario
    void letsARunningUpgradeEndBeforeANewerImageStarts(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("upgrade");
        stage.wants("shop/php:2");
        stage.awaits("its upgrade", () -> stage.image("shop/php:2").runs("upgrade"), runs -> runs == 1);
        stage.wants("shop/php:3");
        // When
        stage.image("shop/php:2").letsGo("upgrade");
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False DatabaseAhead");
        assertThat(view.message()).contains("acceptDatabaseOf: shop/php:2");
        stage.store().patchSpec("{\"upgrade\": {\"acceptDatabaseOf\": \"shop/php:2\"}}");
        stage.releases("shop/php:3");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2", "shop/php:3");
    }

    @Scenario
    void releasesThreeTimesAndKeepsWhatRetainSays(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"retain\": {\"releases\": 1}, \"rollback\": {\"window\": \"1s\"}}");
        // When
        String second = stage.releases("shop/php:2").live();
        stage.releases("shop/php:3");
        // Then
        stage.awaits("two sets", stage.objects()::revisions, revisions -> revisions.size() == 2);
        assertThat(stage.objects().revisions()).contains(StoreView.revisionOf(second));
        stage.awaits("no pods of blue", () -> stage.objects().replicas(second), size -> size == 0);
    }
}
