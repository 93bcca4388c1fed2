package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A store that nothing serves yet. */
@EndToEnd
class FirstReleaseTest {

    @Test
    void servesAfterOneUpgrade(Stage stage) {
        // When
        stage.store().release(1);
        var waiting = stage.awaitsPhase("Preparing");
        stage.awaitsPhase("Soaking");
        try (var load = StoreLoad.on(stage)) {
            // Then
            var view = stage.awaitsCondition("Ready");
            load.losesNothing();
            load.sawOnly(view.live());
            assertThat(waiting.condition("Available")).isEqualTo("False NotYetLive");
            assertThat(view.condition("Ready")).isEqualTo("True Live");
            assertThat(view.at("/live/image")).isEqualTo("registry.local/store-php:1");
        }
        stage.awaitsEvent("ReleaseSucceeded");
        assertThat(stage.database().upgrades()).containsExactly(1);
        assertThat(Shopper.of(stage).release("/customer/account/login/")).isEqualTo(1);
    }

    @Test
    void runsNoUpgradeWhereNoneIsDue(Stage stage) {
        // Given
        stage.database().pretendUpgradedTo(1);
        // When
        stage.releases(1);
        // Then
        stage.awaitsEvent("UpgradeSkipped");
        assertThat(stage.database().upgrades()).isEmpty();
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }
}
