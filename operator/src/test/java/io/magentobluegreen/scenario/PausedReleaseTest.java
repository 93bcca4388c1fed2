package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;

/** A paused store begins no new step; what runs goes to its end. */
@Scenarios
class PausedReleaseTest {

    @Scenario
    void beginsNothing(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"paused\": true}");
        // When
        stage.wants("shop/php:2");
        // Then
        StoreView view = stage.awaits(
                "a word about it", seen -> seen.isCurrent() && seen.message().contains("aused"));
        assertThat(view.condition("Reconciling")).startsWith("True");
        assertThat(stage.objects().revisions()).hasSize(1);
        goesOn(stage);
    }

    @Scenario
    void holdsBetweenPreflightAndTheFirstPods(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("preflight");
        stage.wants("shop/php:2");
        stage.awaits("its preflight", () -> stage.image("shop/php:2").runs("preflight"), runs -> runs == 1);
        // When
        pause(stage);
        stage.image("shop/php:2").letsGo("preflight");
        // Then
        staysSo(stage, () -> stage.objects().replicas(stage.view().target()) == 0);
        goesOn(stage);
    }

    @Scenario
    void letsAnUpgradeEndAndGoesNoFurther(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("upgrade");
        stage.wants("shop/php:2");
        stage.awaits("its upgrade", () -> stage.image("shop/php:2").runs("upgrade"), runs -> runs == 1);
        // When
        pause(stage);
        stage.image("shop/php:2").letsGo("upgrade");
        // Then
        stage.awaits("a clean blue", () -> stage.image("shop/php:1").runs("clean-live"), runs -> runs == 1);
        staysSo(stage, () -> stage.image("shop/php:2").runs("clean") == 0);
        goesOn(stage);
    }

    @Scenario
    void holdsBeforeTheFlip(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.image("shop/php:2").holds("cutover-clean");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Promoting");
        // When
        pause(stage);
        stage.image("shop/php:2").letsGo("cutover-clean");
        // Then
        staysSo(stage, () -> stage.objects().selected().equals(StoreView.revisionOf(blue)));
        goesOn(stage);
    }

    @Scenario
    void rollsBackFromAFailingSoakAllTheSame(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.store().patchSpec("{\"soak\": {\"duration\": \"10m\"}}");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Soaking");
        pause(stage);
        // When
        stage.image("shop/php:2").page("/customer/account/login/", 500);
        // Then
        stage.awaits("blue", stage.objects()::selected, StoreView.revisionOf(blue)::equals);
    }

    private static void pause(Stage stage) {
        stage.store().patchSpec("{\"paused\": true}");
        stage.awaits("the pause", StoreView::isCurrent);
    }

    private static void staysSo(Stage stage, java.util.concurrent.Callable<Boolean> holds) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .during(Duration.ofMillis(700))
                .atMost(Duration.ofMinutes(1))
                .until(holds);
    }

    private static void goesOn(Stage stage) {
        stage.store().patchSpec("{\"paused\": false}");
        stage.awaits("Ready", view -> view.is("Ready") && view.liveImage().equals("shop/php:2"));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }
}
