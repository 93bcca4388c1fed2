package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The operator from its own image: not root, on a read-only file system, two replicas, with the shipped rights. */
@EndToEnd
@Order(EndToEnd.COUNTS_SECONDS)
class InClusterOperatorTest {

    @Test
    void releasesAndIsReplacedWhenItsLeaderIsKilledAndWhenItIsStopped(@WithoutOperator Stage stage) {
        // Given
        try (var operator = OperatorPods.start(stage)) {
            stage.releases(1);
            replaces(stage, operator);
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    private static void replaces(Stage stage, OperatorPods operator) {
        var first = operator.leader();
        assertThat(operator.log(first)).contains("\"message\":\"Leading\"").doesNotContain("Exception");
        assertThat(operator.ask(first, "/metrics"))
                .contains("magento_release_leader 1.0")
                .contains("magento_release_flips_total{direction=\"forward\"} 1.0");
        try (var load = StoreLoad.on(stage)) {
            // When
            operator.kill(first);
            // Then
            WipedSelector.of(stage).isRestoredWithin(Duration.ofSeconds(10));
            var second = operator.awaitsLeaderAfter(first, Duration.ofSeconds(10));
            stage.releases(2);
            // When
            operator.awaitsBoth();
            operator.stop(second);
            // Then
            operator.awaitsLeaderAfter(second, Duration.ofSeconds(10));
            stage.store().command("rollback", stage.view().live());
            stage.awaitsPhase("RolledBack");
            load.losesNothing();
        }
    }
}
