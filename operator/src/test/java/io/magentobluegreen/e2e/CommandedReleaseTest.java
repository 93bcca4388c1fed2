package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people command by annotation. */
@EndToEnd
class CommandedReleaseTest {

    @Test
    void waitsForApproval(Stage stage) {
        // Given
        stage.releases(1);
        try (var load = StoreLoad.on(stage)) {
            stage.store().with("spec: {promotion: {mode: Manual}}").release(2);
            var waiting = stage.awaitsPhase("AwaitingApproval");
            assertThat(waiting.condition("Ready")).isEqualTo("False AwaitingApproval");
            assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
            // When
            stage.store().command("approve", waiting.target());
            // Then
            stage.awaitsCondition("Ready");
            stage.awaitsEvent("Approved");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void abortsBeforeTheCutover(Stage stage) {
        // Given
        stage.releases(1);
        try (var load = StoreLoad.on(stage)) {
            stage.store().with("spec: {promotion: {mode: Manual}}").release(2);
            var waiting = stage.awaitsPhase("AwaitingApproval");
            // When
            stage.store().command("abort", waiting.target());
            // Then
            var aborted = stage.awaitsPhase("Aborted");
            assertThat(aborted.condition("Ready")).isEqualTo("False Aborted");
            stage.awaitsReplicas(waiting.target(), 0);
            load.losesNothing();
            load.sawOnly(waiting.live());
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    @Test
    void letsARunningUpgradeEndBeforeItAborts(Stage stage) {
        // Given
        var live = stage.releases(1).live();
        stage.knobs().set("2.setup-upgrade.seconds", 8);
        try (var load = StoreLoad.on(stage)) {
            stage.store().release(2);
            stage.awaitsRun("setup:upgrade", 2);
            // When
            stage.store().command("abort", stage.view().target());
            // Then
            var aborted = stage.awaitsPhase("Aborted");
            assertThat(stage.database().runs("setup:upgrade"))
                    .extracting(StoreDatabase.Run::exitCode)
                    .containsExactly("0", "0");
            assertThat(stage.database().runs("cache:clean db_ddl")).anyMatch(run -> run.release() == 1);
            stage.awaitsReplicas(aborted.target(), 0);
            load.losesNothing();
            load.sawOnly(live);
        }
    }

    @Test
    void goesBackWhenASoakIsAborted(Stage stage) {
        // Given
        stage.releases(1);
        stage.store().with("spec: {soak: {duration: 10m}}").release(2);
        var soaking = stage.awaitsPhase("Soaking");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().command("abort", soaking.target());
            // Then
            var back = stage.awaitsPhase("RolledBack");
            assertThat(back.condition("Ready")).isEqualTo("False RollbackRequested");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }

    @Test
    void rollsBackToTheWarmSetInOneFlip(Stage stage) {
        // Given
        var first = stage.releases(1).live();
        var second = stage.releases(2).live();
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().command("rollback", second);
            // Then
            var back = stage.awaitsPhase("RolledBack");
            assertThat(back.condition("Ready")).isEqualTo("False RollbackRequested");
            assertThat(back.condition("Available")).startsWith("True");
            load.losesNothing();
        }
        assertThat(stage.revisionOf(stage.view().live())).isEqualTo(stage.revisionOf(first));
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }

    @Test
    void rollsBackToAColdSetThatItStartsFirst(Stage stage) {
        // Given
        stage.store().with("spec: {rollback: {window: 2s}}");
        var first = stage.releases(1).live();
        stage.releases(2);
        stage.awaitsReplicas(first, 0);
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.releases(1);
            // Then
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }

    @Test
    void runsNoUpgradeOnAWayBackWithAnEnvChangedSince(Stage stage) {
        // Given
        stage.releases(1);
        stage.releases(2);
        stage.store().apply("spec: {paused: true}");
        stage.store().applyEnv("// changed since\n");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().with("spec: {paused: false}");
            stage.releases(1);
            // Then
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(stage.database().schema()).isEqualTo(2);
        assertThat(stage.revisions()).hasSize(3);
        stage.awaitsEvent("UpgradeSkipped");
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }
}
