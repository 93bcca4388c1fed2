package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code service.adopt} on real pods: a store that runs already is taken over, given back and taken over again, under load. */
@EndToEnd
class AdoptedStoreTest {

    @Test
    void losesNoRequestWhenItIsTakenOverAndGivenBack(Stage stage) {
        // Given
        var legacy = LegacyStore.on(stage);
        var before = legacy.deployment();
        stage.store().with("spec: {service: {adopt: true}, rollback: {window: 1h}}");
        try (var load = StoreLoad.every(stage, Duration.ofMillis(12))) {
            // When
            var adopted = stage.releases(1);
            // Then
            assertThat(selected(stage))
                    .containsEntry("magento-bluegreen.io/revision", stage.revisionOf(adopted.live()));
            // When
            stage.store().command("rollback", adopted.live());
            var back = stage.awaitsPhase("RolledBack");
            // Then
            assertThat(selected(stage)).isEqualTo(LegacyStore.SELECTOR);
            // When
            stage.store().command("retry", back.next());
            stage.awaitsCondition("Ready");
            load.goesOnFor(100);
            // Then
            load.losesNothing();
        }
        assertThat(legacy.deployment().getSpec()).isEqualTo(before.getSpec());
        assertThat(stage.database().upgrades()).containsExactly(1);
    }

    @Test
    void refusesCodeThatNeedsAnUpgradeAndReleasesItAfterwards(Stage stage) {
        // Given
        LegacyStore.on(stage);
        stage.store().with("spec: {service: {adopt: true}}");
        var found = stage.liveService();
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().release(2);
            // Then
            assertThat(stage.awaitsFailure().condition("Ready")).isEqualTo("False AdoptionUpgradeDue");
            assertThat(stage.liveService()).isEqualTo(found);
            // When
            stage.releases(1);
            stage.releases(2);
            // Then
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    private static Map<String, String> selected(Stage stage) {
        return stage.liveService().getSpec().getSelector();
    }
}
