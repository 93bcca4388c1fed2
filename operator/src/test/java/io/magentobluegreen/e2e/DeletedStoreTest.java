package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Stores that somebody deletes while a release is under way. */
@EndToEnd
class DeletedStoreTest {

    @Test
    void letsARunningUpgradeEndAndDoesNotRepeatItForTheStoreMadeAnew(Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        SlowUpgrade.begins(stage, 2);
        try (var load = StoreLoad.on(stage);
                var leaving = LeavingSet.of(stage, blue)) {
            // When
            stage.store().delete();
            SlowUpgrade.ends(
                    stage,
                    running ->
                            assertThat(stage.store().get()).as("its finalizer").isNotNull());
            load.losesNothingBefore(endOfTheResource(stage));
            stage.store().release(2);
            // Then
            var view = stage.awaits("a refusal", seen -> seen.condition("Ready").equals("False PredecessorLeaving"));
            assertThat(view.at("/message")).contains("Deployment " + leaving.name());
        }
        stage.awaitsCondition("Ready");
        assertThat(stage.database().runs("setup:upgrade"))
                .extracting(run -> run.release() + ":" + run.exitCode())
                .containsExactly("1:0", "2:0");
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void leavesNothingButTheLedgerInTheMiddleOfARelease(Stage stage) {
        // Given
        var before = Inventory.settled(stage).names();
        stage.releases(1);
        stage.store().release(2);
        stage.awaitsPhase("Starting");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().delete();
            // Then
            load.losesNothingBefore(endOfTheResource(stage));
        }
        stage.awaits(
                "nothing but the ledger",
                Duration.ofMinutes(2),
                () -> left(stage, before),
                left -> left.equals(List.of("ConfigMap/shop-ledger")));
        assertThat(stage.database().upgrades()).containsExactly(1);
    }

    private static List<String> left(Stage stage, List<String> before) {
        return Inventory.of(stage).names().stream()
                .filter(name -> !before.contains(name))
                .toList();
    }

    /** Waits until the resource is gone; answers when it was last seen. The cluster collects nothing before. */
    private static Instant endOfTheResource(Stage stage) {
        var seen = new AtomicReference<>(Instant.now());
        stage.awaits(
                "the end of the store",
                Duration.ofMinutes(2),
                () -> {
                    var now = Instant.now();
                    var there = stage.store().get() != null;
                    if (there) {
                        seen.set(now);
                    }
                    return there;
                },
                there -> !there);
        return seen.get();
    }
}
