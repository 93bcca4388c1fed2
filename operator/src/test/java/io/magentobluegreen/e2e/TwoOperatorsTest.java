package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two operators for the same stores: by mistake, and one of them waiting for the other's death. */
@EndToEnd
class TwoOperatorsTest {

    @Test
    void releaseOnceWhenBothRunByMistake(Stage stage) {
        // Given
        try (var second = stage.operator().another("second", Map.of())) {
            second.start();
            stage.releases(1);
            try (var load = StoreLoad.on(stage)) {
                // When
                stage.releases(2);
                stage.releases(1);
                // Then
                load.losesNothing();
            }
            assertThat(second.runs()).isTrue();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }

    @Test
    void replaceAKilledLeaderWithinTenSeconds(@WithoutOperator Stage stage) {
        // Given
        try (var first = candidate(stage, "first");
                var second = candidate(stage, "second")) {
            first.start();
            second.start();
            stage.releases(1);
            try (var load = StoreLoad.on(stage)) {
                // When
                (leader(stage).equals("first") ? first : second).kill();
                // Then
                WipedSelector.of(stage).isRestoredWithin(Duration.ofSeconds(10));
                stage.releases(2);
                load.losesNothing();
            }
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    private static OperatorProcess candidate(Stage stage, String name) {
        return stage.operator().another(name, Map.of("LEADER_ELECTION_NAMESPACE", stage.namespace(), "POD_NAME", name));
    }

    private static String leader(Stage stage) {
        return stage.client()
                .leases()
                .inNamespace(stage.namespace())
                .withName("magento-release-operator")
                .get()
                .getSpec()
                .getHolderIdentity();
    }
}
