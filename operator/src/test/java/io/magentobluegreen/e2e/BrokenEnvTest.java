package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A store's env.php that PHP cannot use: named before anything is touched, and the release goes on once it is mended. */
@EndToEnd
class BrokenEnvTest {

    @Test
    void endsTheReleaseBeforeAnythingIsTouchedAndHealsByItself(Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        var before = Inventory.settled(stage).without("ConfigMap/shop-ledger").without("Secret/shop-env");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().applyBrokenEnv("<?php return [ 'db' => ;");
            stage.store().release(2);
            // Then
            fails(stage, "EnvSyntaxError");
            assertThat(Inventory.of(stage).objects()).containsAllEntriesOf(before.objects());
            // When
            stage.store().applyBrokenEnv("<?php $nothing = 'is returned';");
            // Then
            var view = fails(stage, "EnvNotArray");
            assertThat(Inventory.of(stage).objects()).containsAllEntriesOf(before.objects());
            assertThat(view.live()).isEqualTo(blue);
            assertThat(stage.database().upgrades()).containsExactly(1);
            // When
            stage.store().applyEnv("");
            stage.awaitsCondition("Ready");
            // Then
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    private static ReleaseView fails(Stage stage, String reason) {
        var view = stage.awaits(
                reason, seen -> seen.is("Stalled") && seen.condition("Ready").equals("False " + reason));
        assertThat(view.condition("Available")).startsWith("True");
        assertThat(view.at("/message")).contains("env.php");
        return view;
    }
}
