package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator whose clock is ten minutes ahead of or behind the cluster's. */
@EndToEnd
class WrongClockTest {

    @ParameterizedTest
    @ValueSource(ints = {10, -10})
    void releasesAndGoesBack(int minutes, @WithoutOperator Stage stage) {
        // Given
        try (var operator = stage.operator().another("clock", WrongClock.ahead(Duration.ofMinutes(minutes)))) {
            operator.start();
            var first = stage.releases(1).live();
            try (var load = StoreLoad.on(stage)) {
                // When
                var second = stage.releases(2).live();
                stage.store().command("rollback", second);
                stage.awaits("the end of the rollback", view -> view.phase().equals("RolledBack"));
                // Then
                load.losesNothing();
            }
            assertThat(stage.revisionOf(stage.view().live())).isEqualTo(stage.revisionOf(first));
            assertThat(stage.database().upgrades()).containsExactly(1, 2);
            assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -10})
    void isReplacedLongBeforeItsClockSaysSoWhenItDies(int minutes, @WithoutOperator Stage stage) {
        // Given
        try (var wrong = stage.operator()
                        .another("wrong", candidate("wrong", stage, WrongClock.ahead(Duration.ofMinutes(minutes))));
                var right = stage.operator().another("right", candidate("right", stage, Map.of()))) {
            wrong.start();
            stage.releases(1);
            long before = starts(right);
            right.start();
            try (var load = StoreLoad.on(stage)) {
                stage.awaits("the other one", Duration.ofMinutes(2), () -> starts(right), seen -> seen > before);
                // When
                wrong.kill();
                // Then
                WipedSelector.of(stage).isRestoredWithin(Duration.ofSeconds(30));
                stage.releases(2);
                load.losesNothing();
            }
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    /** How often it has come up; its log is of all tests with this name. */
    private static long starts(OperatorProcess operator) {
        return operator.tail(Integer.MAX_VALUE)
                .lines()
                .filter(line -> line.contains("RunningOperator Started"))
                .count();
    }

    private static Map<String, String> candidate(String name, Stage stage, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("LEADER_ELECTION_NAMESPACE", stage.namespace());
        settings.put("POD_NAME", name);
        return Map.copyOf(settings);
    }
}
