package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.manifest.job.JobVerdict;
import io.magentobluegreen.release.record.Step;
import org.junit.jupiter.api.Test;

/** Pods and Jobs as the operator makes them, at the restricted level, without the operator. */
@EndToEnd
class ShippedPodsTest {

    @Test
    void passEveryStepOfARelease(@WithoutOperator Stage stage) {
        // Given
        var set = ShippedSet.start(stage, 1, "blue");
        // When
        var preflight = set.runs(Step.PREFLIGHT);
        var upgrade = set.runs(Step.UPGRADE);
        var clean = set.runs(Step.CLEAN);
        // Then
        assertThat(preflight.facts()).containsEntry("database", "2").containsEntry("config", "0");
        assertThat(upgrade.facts()).containsEntry("command", "setup:upgrade").containsEntry("exitCode", "0");
        assertThat(clean.result()).as(clean.toString()).isEqualTo(JobVerdict.Result.PASSED);
        assertThat(stage.database().upgrades()).containsExactly(1);
        assertThat(stage.database().runs("cache:clean"))
                .extracting(StoreDatabase.Run::prefix)
                .containsOnly("0000000001_");
        assertThat(Shopper.of(stage).status("/customer/account/login/")).isEqualTo(200);
    }

    @Test
    void loseNoRequestWhenTheyAreReplacedUnderLoad(@WithoutOperator Stage stage) {
        // Given
        stage.database().pretendUpgradedTo(1);
        var set = ShippedSet.start(stage, 1, "blue");
        try (var load = StoreLoad.on(stage)) {
            // When
            set.replacesItsPods();
            // Then
            load.losesNothing();
        }
    }

    @Test
    void loseNoRequestThroughFlipsAndAScaleDown(@WithoutOperator Stage stage) {
        // Given
        stage.database().pretendUpgradedTo(1);
        var blue = ShippedSet.start(stage, 1, "blue");
        var green = ShippedSet.start(stage, 2, "green");
        try (var load = StoreLoad.on(stage)) {
            // When
            green.takesTheTraffic();
            stage.awaits("green", view -> Shopper.of(stage).release("/") == 2);
            blue.takesTheTraffic();
            stage.awaits("blue", view -> Shopper.of(stage).release("/") == 1);
            green.scaledTo(0);
            stage.awaitsNoPodOf(green.set().revision() + "-1");
            // Then
            load.losesNothing();
        }
    }
}
