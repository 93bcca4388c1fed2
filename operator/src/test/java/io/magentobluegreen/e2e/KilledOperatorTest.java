package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator dies in the middle of whatever it does ({@code kill -9}) and is started again. */
@EndToEnd
class KilledOperatorTest {

    @Test
    void carriesOnWhenItIsKilledInEachPhaseOfARelease(Stage stage) {
        // Given
        stage.releases(1);
        stage.store().with("spec: {promotion: {mode: Manual}, warmUp: {paths: [/catalog/1]}}");
        try (var load = StoreLoad.on(stage);
                var killer = KillsInEachPhase.of(stage)) {
            // When
            stage.store().release(2);
            stage.store()
                    .command("approve", stage.awaitsPhase("AwaitingApproval").target());
            stage.awaitsCondition("Ready");
            // Then
            load.losesNothing();
            assertThat(killer.phases())
                    .contains("Preparing", "Starting", "Upgrading", "Verifying", "WarmingUp")
                    .contains("AwaitingApproval", "Promoting", "Soaking");
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void carriesOnWhenItIsKilledInEachPhaseOfARollbackToAColdSet(Stage stage) {
        // Given
        stage.store().with("spec: {rollback: {window: 2s}}");
        var first = stage.releases(1).live();
        var second = stage.releases(2).live();
        stage.awaitsReplicas(first, 0);
        try (var load = StoreLoad.on(stage);
                var killer = KillsInEachPhase.of(stage)) {
            // When
            stage.store().command("rollback", second);
            stage.awaits("the end of the rollback", view -> view.phase().equals("RolledBack"));
            // Then
            load.losesNothing();
            assertThat(killer.phases()).contains("RollingBack");
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }

    @Test
    void restoresWhatWasWipedWhileItWasAway(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs().set("2.setup-upgrade.seconds", 10);
        var before = stage.liveService().getSpec().getSelector();
        try (var load = StoreLoad.on(stage)) {
            stage.store().release(2);
            stage.awaitsRun("setup:upgrade", 2);
            stage.operator().kill();
            // When
            stage.edits(service -> service.getSpec().setSelector(null));
            stage.operator().start();
            // Then
            awaitsSelector(stage, before);
            stage.awaitsCondition("Ready");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void makesTheServiceAnewThatWasDeletedWhileItWasAway(Stage stage) {
        // Given
        var live = stage.releases(1).live();
        var before = stage.liveService();
        stage.operator().kill();
        // When
        stage.client().resource(before).delete();
        stage.operator().start();
        // Then
        awaitsSelector(stage, before.getSpec().getSelector());
        var view = stage.awaitsCondition("Available");
        assertThat(view.live()).isEqualTo(live);
        assertThat(stage.database().upgrades()).containsExactly(1);
    }

    private static void awaitsSelector(Stage stage, Map<String, String> wanted) {
        stage.awaits(
                "the selector",
                Duration.ofSeconds(60),
                stage::liveService,
                service -> service != null && wanted.equals(service.getSpec().getSelector()));
    }
}
