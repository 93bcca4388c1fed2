package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What others do to the live Service while a release is under way: it is put back to what is recorded, and promotes nothing. */
@EndToEnd
class GuardedReleaseTest {

    private static final String REVISION = "magento-bluegreen.io/revision";
    private static final String COLOUR = "magento-bluegreen.io/colour";

    @Test
    void restoresAWipedSelectorAtEveryStepAndPromotesNothing(Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        stage.knobs().set("2.setup-upgrade.seconds", 8);
        stage.store().with("spec: {promotion: {mode: Manual}, soak: {duration: 20s, interval: 1s}}");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().release(2);
            wipesIn(stage, "Starting");
            stage.awaitsRun("setup:upgrade", 2);
            wipesIn(stage, "Upgrading");
            var waiting = wipesIn(stage, "AwaitingApproval");
            // Then
            load.sawOnly(blue);
            assertThat(waiting.live()).isEqualTo(blue);
            // When
            stage.store().command("approve", waiting.target());
            assertThat(wipesIn(stage, "Soaking").live()).isEqualTo(waiting.target());
            stage.awaitsCondition("Ready");
            // Then
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    @Test
    void restoresItWhateverElseIsWrong(Stage stage) {
        // Given
        stage.releases(1);
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().apply("spec: {paused: true}");
            WipedSelector.of(stage).isRestored();
            stage.store().apply("spec: {paused: false, env: {secretName: none}}");
            stage.awaits("a refusal", view -> view.condition("Ready").equals("False EnvSecretMissing"));
            WipedSelector.of(stage).isRestored();
            // Then
            load.losesNothing();
        }
    }

    @Test
    void makesADeletedServiceAnewInTheMiddleOfARelease(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs().set("2.setup-upgrade.seconds", 8);
        var before = stage.liveService();
        try (var load = StoreLoad.on(stage)) {
            stage.store().release(2);
            stage.awaitsRun("setup:upgrade", 2);
            // When
            stage.client().resource(before).delete();
            // Then
            stage.awaits(
                    "an answer",
                    Duration.ofSeconds(10),
                    () -> Shopper.at(before).tries("/"),
                    "1"::equals);
            stage.awaitsCondition("Ready");
            load.stop();
            FaultReport.of(load).print("live Service deleted in a release").lastedAtMost(Duration.ofSeconds(10));
        }
        assertThat(Shopper.at(before).release("/")).isEqualTo(2);
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    private static ReleaseView wipesIn(Stage stage, String phase) {
        var view = stage.awaitsPhase(phase);
        WipedSelector.of(stage).isRestored();
        return view;
    }

    @Test
    void takesBackWhatAPersonPromotesByHand(Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        stage.store().with("spec: {promotion: {mode: Manual}}").release(2);
        var waiting = stage.awaitsPhase("AwaitingApproval");
        try (var load = StoreLoad.on(stage)) {
            // When
            WipedSelector.by(
                            stage,
                            service -> service.getSpec()
                                    .getSelector()
                                    .putAll(Map.of(REVISION, stage.revisionOf(waiting.target()), COLOUR, "green")))
                    // Then
                    .isRestored();
            assertThat(stage.view().live()).isEqualTo(blue);
            load.losesNothing();
        }
        // When
        stage.store().command("abort", waiting.target());
        // Then
        assertThat(stage.awaitsPhase("Aborted").live()).isEqualTo(blue);
        // The node follows the Service a moment later: it lets at most one change through each second.
        stage.awaits("customers on blue", view -> Shopper.of(stage).release("/") == 1);
    }
}
