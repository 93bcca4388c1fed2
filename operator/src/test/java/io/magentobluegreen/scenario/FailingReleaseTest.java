package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.simulation.store.ImageScript;
import io.magentobluegreen.simulation.store.JobEnding;
import java.time.Duration;

/** Whatever fails before the cutover: blue serves on, customers see nothing, and the status says why. */
@Scenarios
class FailingReleaseTest {

    @Scenario
    void touchesNothingWhenPreflightFails(Stage stage) {
        // Given
        stage.image("shop/php:2").fails("preflight", "ModulesOutdated", "config.php is outdated");
        // When
        StoreView view = fails(stage);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False ModulesOutdated");
        assertThat(stage.image("shop/php:2").runs("upgrade")).isZero();
        assertThat(stage.objects().replicas(view.target())).isZero();
    }

    @Scenario
    void doesNotFlipWhenTheUpgradeFails(Stage stage) {
        // Given
        stage.image("shop/php:2").fails("upgrade", "UpgradeFailed", "SQLSTATE[42S02]");
        // When
        StoreView view = fails(stage);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False UpgradeFailed");
        assertThat(view.condition("Stalled")).isEqualTo("True UpgradeFailed");
        assertThat(stage.image("shop/php:2").runs("upgrade")).isEqualTo(1);
        stage.awaits("a clean blue", () -> stage.image("shop/php:1").runs("clean-live"), runs -> runs == 1);
    }

    @Scenario
    void callsForAPersonWhenTheUpgradePodIsKilled(Stage stage) {
        // Given
        stage.image("shop/php:2").ends("upgrade", JobEnding.KILLED);
        // When
        StoreView view = fails(stage);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False UpgradeFailed");
        assertThat(view.message()).contains("killed");
        assertThat(stage.image("shop/php:2").runs("upgrade")).isEqualTo(1);
    }

    @Scenario
    void doesNotFlipToAPageThatFails(Stage stage) {
        // Given
        stage.image("shop/php:2").page("/customer/account/login/", 500);
        // When
        StoreView view = fails(stage);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False VerificationFailed");
        assertThat(view.message()).contains("/customer/account/login/");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        stage.awaits("no pods of green", () -> stage.objects().replicas(view.target()), size -> size == 0);
    }

    @Scenario
    void doesNotFlipToAPageWhoseStylesAreMissing(Stage stage) {
        // Given
        stage.image("shop/php:2").page("/static/version1/app.css", 404);
        // When
        StoreView view = fails(stage);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False VerificationFailed");
        assertThat(view.message()).contains("/static/version1/app.css");
    }

    @Scenario
    void leavesTheDatabaseAloneWhenPodsDoNotGetReady(Stage stage) {
        // Given
        stage.image("shop/php:2").starts(ImageScript.Start.CANNOT_BE_PULLED);
        stage.releases("shop/php:1");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Starting");
        // When
        StoreView view = stage.awaitsStalledInTime();
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False StartDeadlineExceeded");
        assertThat(stage.image("shop/php:2").runs("upgrade")).isZero();
        stage.awaits("no pods of green", () -> stage.objects().replicas(view.target()), size -> size == 0);
    }

    @Scenario
    void doesNotFlipWhenTooFewPagesWarmUp(Stage stage) {
        // Given
        stage.image("shop/php:2").page("/women.html", 500);
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"warmUp\": {\"paths\": [\"/women.html\"], \"failBelowPercent\": 90}}");
        // When
        StoreView view = fails(stage);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False WarmUpFailed");
    }

    @Scenario
    void triesAgainWhereAnotherUpgradeHoldsTheLock(Stage stage) {
        // Given
        stage.image("shop/php:2").ends("upgrade", JobEnding.HELD);
        stage.releases("shop/php:1");
        stage.wants("shop/php:2");
        stage.awaits("a first try", () -> stage.image("shop/php:2").runs("upgrade"), runs -> runs == 1);
        // When
        stage.image("shop/php:2").passes("upgrade");
        stage.passes(Duration.ofSeconds(21));
        // Then
        stage.releases("shop/php:2");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }

    /** Releases the second image after the first, and looks at what holds after every failure. */
    private static StoreView fails(Stage stage) {
        String blue = stage.releases("shop/php:1").live();
        stage.wants("shop/php:2");
        StoreView view = stage.awaitsStalled();
        assertThat(view.phase()).isEqualTo("Failed");
        assertThat(view.live()).isEqualTo(blue);
        assertThat(view.condition("Available")).startsWith("True");
        assertThat(view.condition("Reconciling"))
                .isIn("", "False " + view.condition("Ready").substring(6));
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(blue));
        return view;
    }
}
