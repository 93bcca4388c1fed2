package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.simulation.api.Journal;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A store that is left alone costs the API server no writes. */
@Scenarios
class IdleStoreTest {

    @Scenario
    @InProcessOnly
    void writesNothing(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.releases("shop/php:2");
        int before = settled(stage);
        // When
        stage.objects().stir();
        stage.passes(Duration.ofMinutes(5));
        // Then
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofMinutes(1))
                .until(() -> writes(stage).size() == before);
    }

    @Scenario
    @InProcessOnly
    void writesNothingAfterARestart(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.operators().stop();
        // When
        stage.operators().start();
        // Then
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofMinutes(1))
                .until(() -> writes(stage).isEmpty());
    }

    @Scenario
    @InProcessOnly
    void writesNothingWhileItWaitsForAPerson(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").fails("preflight", "ModulesOutdated", "config.php is outdated");
        stage.wants("shop/php:2");
        stage.awaitsStalled();
        // When
        int before = settled(stage);
        stage.objects().stir();
        // Then
        assertThat(before).isPositive();
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofMinutes(1))
                .until(() -> writes(stage).size() == before);
    }

    /** How many writes there were when half a second brought no other. */
    private static int settled(Stage stage) {
        int[] last = {-1};
        Awaitility.await().pollInterval(Duration.ofMillis(500)).until(() -> {
            int now = writes(stage).size();
            boolean same = now == last[0];
            last[0] = now;
            return same;
        });
        return last[0];
    }

    private static List<Journal.Write> writes(Stage stage) {
        return stage.journal().writesOf(stage.operators().newest());
    }
}
