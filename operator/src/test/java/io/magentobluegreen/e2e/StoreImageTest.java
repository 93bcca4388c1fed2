package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.e2e.StoreDatabase.Run;
import org.junit.jupiter.api.Test;

/** The test store's image and the harness, before any operator: what they do by themselves on real pods. */
@EndToEnd
class StoreImageTest {

    @Test
    void upgradesTheRealDatabaseOnceInAJob(@WithoutOperator Stage stage) {
        // Given
        var plain = PlainStore.on(stage);
        // When
        var upgraded = plain.upgraded();
        // Then
        assertThat(upgraded).isTrue();
        assertThat(stage.database().schema()).isEqualTo(1);
        assertThat(stage.database().runs("setup:upgrade"))
                .singleElement()
                .satisfies(run -> assertThat(run.pod()).startsWith("upgrade-"))
                .extracting(Run::release, Run::prefix, Run::exitCode)
                .containsExactly(1, "plain_", "0");
    }

    @Test
    void obeysTheKnobsWhileItServes(@WithoutOperator Stage stage) {
        // Given
        PlainStore.on(stage).upgraded();
        var shop = Shopper.of(stage);
        assertThat(shop.status("/customer/account/login/")).isEqualTo(200);
        // When
        stage.knobs().set("1.login.status", 503);
        // Then
        assertThat(shop.status("/customer/account/login/")).isEqualTo(503);
        assertThat(shop.status("/")).isEqualTo(200);
    }

    @Test
    void losesNoNewConnectionWhileEveryPodIsReplaced(@WithoutOperator Stage stage) {
        // Given
        var plain = PlainStore.on(stage);
        plain.upgraded();
        try (var load = StoreLoad.on(stage)) {
            // When
            plain.restart();
            // Then
            load.stop();
            assertThat(load.strangers().failures())
                    .as(load.strangers().summary())
                    .isEmpty();
            assertThat(load.strangers().sent()).isGreaterThan(100);
        }
    }
}
