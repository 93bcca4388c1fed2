package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An upgrade's Job that somebody deletes while its pod is at the database. */
@EndToEnd
class DeletedUpgradeTest {

    @ParameterizedTest
    @EnumSource(
            value = DeletionPropagation.class,
            names = {"BACKGROUND", "ORPHAN"})
    void failsTheReleaseOnceThePodHasEnded(DeletionPropagation how, Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        SlowUpgrade.begins(stage, 2);
        try (var load = StoreLoad.on(stage)) {
            // When
            SlowUpgrade.losesItsJob(stage, how);
            // Then
            SlowUpgrade.ends(
                    stage, view -> assertThat(view.condition("Stalled")).doesNotStartWith("True"));
            var view = stage.awaitsFailure();
            assertThat(view.condition("Ready")).isEqualTo("False Vanished");
            assertThat(view.phase()).isEqualTo("Failed");
            load.losesNothing();
            load.sawOnly(blue);
        }
        assertThat(stage.database().runs("setup:upgrade"))
                .extracting(run -> run.release() + ":" + run.exitCode())
                .containsExactly("1:0", "2:0");
    }

    @Test
    void startsNothingElseWhileThePodOfADeletedJobRuns(Stage stage) {
        // Given
        stage.releases(1);
        SlowUpgrade.begins(stage, 2);
        var sets = stage.revisions();
        // When
        SlowUpgrade.losesItsJob(stage, DeletionPropagation.BACKGROUND);
        stage.store().release(3);
        // Then
        SlowUpgrade.ends(stage, view -> {
            assertThat(stage.revisions()).containsExactlyInAnyOrderElementsOf(sets);
            assertThat(SlowUpgrade.jobs(stage)).isEmpty();
        });
        var view = stage.awaitsFailure();
        assertThat(view.condition("Ready")).isEqualTo("False DatabaseAhead");
        assertThat(view.at("/message")).contains("store-php:2");
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }
}
