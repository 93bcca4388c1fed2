package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A changed image on a store that serves. */
@EndToEnd
class NextReleaseTest {

    @Test
    void losesNoneOfTenThousandRequestsThroughAFlipAndAFlipBack(Stage stage) {
        // Given
        stage.releases(1);
        try (var load = StoreLoad.every(stage, Duration.ofMillis(12))) {
            // When
            do {
                stage.releases(2);
                stage.releases(1);
            } while (load.sent() < 10_000);
            // Then
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }

    @Test
    void sendsNoNewConnectionToBlueOnceGreenIsProven(Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        try (var load = StoreLoad.on(stage)) {
            // When
            var green = stage.releases(2).live();
            var proven = stage.set(green).provenAt();
            stage.awaits(
                    "ten more answers of green",
                    Duration.ofMinutes(1),
                    () -> load.strangers().sent(),
                    more(load));
            // Then
            load.losesNothing();
            assertThat(load.strangers().releases().get(stage.revisionOf(blue)).lastBegunAt())
                    .isBefore(proven);
        }
    }

    private static Predicate<Long> more(StoreLoad load) {
        var now = load.strangers().sent();
        return sent -> sent > now + 10;
    }

    @Test
    void cleansWhatBlueRemembersOfTheTables(Stage stage) {
        // Given
        stage.releases(1);
        // When
        stage.releases(2);
        // Then
        assertThat(stage.database().runs("cache:clean db_ddl")).anyMatch(run -> run.release() == 1);
        assertThat(stage.database().runs("cache:clean")).anyMatch(run -> run.release() == 2);
        assertThat(stage.database().runs("setup:upgrade"))
                .allMatch(run -> run.exitCode().equals("0"));
    }

    @Test
    void rebuildsTheIndexThatTheUpgradeMadeInvalid(Stage stage) {
        // Given
        stage.releases(1);
        stage.database().invalidate("catalog_product_price");
        // When
        stage.releases(2);
        // Then
        assertThat(stage.database().runs("indexer:reindex"))
                .singleElement()
                .matches(run -> run.release() == 2 && run.command().contains("catalog_product_price"));
    }
}
