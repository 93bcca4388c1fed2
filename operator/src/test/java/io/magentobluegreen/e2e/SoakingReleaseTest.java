package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Faults after the cutover, while green is watched. */
@EndToEnd
class SoakingReleaseTest {

    @Test
    void rollsBackWhenAPageFailsAfterTheFlip(Stage stage) {
        // Given
        soaks(stage);
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.knobs().set("2.login.status", 500);
            // Then
            var view = stage.awaitsPhase("RolledBack");
            load.losesNothing();
            assertThat(view.condition("Available")).startsWith("True");
            assertThat(view.condition("Ready")).isEqualTo("False SoakFailed");
        }
        assertThat(Shopper.of(stage).release("/customer/account/login/")).isEqualTo(1);
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    @Test
    void staysWhenASharedDependencyFailsForBoth(Stage stage) {
        // Given
        var green = soaks(stage);
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.database().breaks();
            // Then
            stage.awaitsEvent("SharedDependency");
            assertThat(stage.view().live()).isEqualTo(green.target());
            stage.database().mends();
            stage.store().apply("spec: {soak: {duration: 5s}}");
            stage.awaitsCondition("Ready");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void goesBackWithinTenSecondsWhenEveryGreenPodDies(Stage stage) {
        // Given
        var green = soaks(stage);
        stage.store().apply("spec: {soak: {failureLimit: 30}}");
        stage.knobs().set("2.boot", 1);
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.killsPodsOf(green.live());
            // Then
            stage.awaits(
                    "blue", Duration.ofSeconds(10), () -> Shopper.of(stage).tries("/"), answer -> answer.equals("1"));
            var served = Instant.now();
            load.goesOnFor(100);
            FaultReport.of(load)
                    .print("every green pod killed right after the flip")
                    .lastedAtMost(Duration.ofSeconds(10))
                    .spared(served);
        }
        var back = stage.awaitsPhase("RolledBack");
        assertThat(back.condition("Ready")).isEqualTo("False NoReadyEndpoint");
        assertThat(back.condition("Available")).startsWith("True");
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    /** Release 2 has just taken the traffic of release 1, and is watched for a long time. */
    private static ReleaseView soaks(Stage stage) {
        stage.releases(1);
        stage.store()
                .with("spec: {soak: {duration: 10m, interval: 1s, failureLimit: 3}}")
                .release(2);
        return stage.awaits(
                "release 2 soaking",
                view -> view.phase().equals("Soaking") && view.at("/live/image").endsWith(":2"));
    }
}
