package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.simulation.store.ImageScript;

/** What the conditions say at each moment of a release: the table that tools wait by. */
@Scenarios
class StatusTest {

    @Scenario
    void saysThatTheFirstReleaseIsNotYetLive(Stage stage) {
        // Given
        stage.image("shop/php:1").starts(ImageScript.Start.STAYS_UNREADY);
        // When
        stage.wants("shop/php:1");
        // Then
        StoreView view = stage.awaitsPhase("Starting");
        assertThat(view.condition("Available")).isEqualTo("False NotYetLive");
        assertThat(view.condition("Ready")).isEqualTo("False Starting");
        assertThat(view.condition("Reconciling")).startsWith("True");
        assertThat(view.condition("Stalled")).isEmpty();
    }

    @Scenario
    void saysThatLiveServesWhileAReleaseIsUnderWay(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("upgrade");
        // When
        stage.wants("shop/php:2");
        // Then
        StoreView view = stage.awaitsPhase("Upgrading");
        assertThat(view.condition("Available")).startsWith("True");
        assertThat(view.condition("Ready")).isEqualTo("False Upgrading");
        assertThat(view.condition("Reconciling")).startsWith("True");
        assertThat(view.condition("Stalled")).isEmpty();
        assertThat(view.condition("TrafficSwitched")).startsWith("False");
    }

    @Scenario
    void isReadyOnlyWhenItIsSoaked(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"soak\": {\"duration\": \"10m\"}}");
        // When
        stage.wants("shop/php:2");
        // Then
        StoreView view = stage.awaitsPhase("Soaking");
        assertThat(view.condition("Ready")).isEqualTo("False Soaking");
        assertThat(view.condition("Reconciling")).startsWith("True");
        assertThat(view.condition("TrafficSwitched")).startsWith("True");
        assertThat(view.condition("Verified")).startsWith("True");
        assertThat(view.condition("Upgraded")).startsWith("True");
    }

    @Scenario
    void isReadyAndNothingElseWhenItIsLive(Stage stage) {
        // When
        StoreView view = stage.releases("shop/php:1");
        // Then
        assertThat(view.condition("Available")).startsWith("True");
        assertThat(view.condition("Ready")).startsWith("True");
        assertThat(view.condition("Reconciling")).isEmpty();
        assertThat(view.condition("Stalled")).isEmpty();
    }

    @Scenario
    void saysThatNobodyIsServedWhenLiveHasNoReadyPod(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.image("shop/php:1").page("/health", 503);
        // Then
        stage.awaits("not Available", view -> view.condition("Available").startsWith("False"));
        assertThat(stage.view().condition("Ready")).startsWith("False");
        stage.image("shop/php:1").page("/health", 200);
        stage.awaits("Ready", view -> view.is("Ready") && view.is("Available"));
    }

    @Scenario
    void countsALateUpgradeAsAPersonsMatterAndLetsItEnd(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("upgrade");
        stage.wants("shop/php:2");
        stage.awaits("its upgrade", () -> stage.image("shop/php:2").runs("upgrade"), runs -> runs == 1);
        // When
        StoreView late = stage.awaitsStalledInTime();
        // Then
        assertThat(late.condition("Ready")).isEqualTo("False UpgradeOverdue");
        stage.image("shop/php:2").letsGo("upgrade");
        stage.releases("shop/php:2");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }
}
