package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client that keeps its connection stays on the set that it met, until that set closes it. */
@EndToEnd
class LongLivedConnectionTest {

    @Test
    void losesNothingWhenBlueIsScaledDownPastTheRollbackWindow(Stage stage) {
        // Given
        stage.store().with("spec: {rollback: {window: 15s}}");
        var blue = stage.releases(1).live();
        try (var load = StoreLoad.on(stage)) {
            // When
            var green = stage.releases(2).live();
            stage.awaitsReplicas(blue, 0);
            stage.awaitsNoPodOf(blue);
            stage.awaits(
                    "answers of green on kept connections",
                    Duration.ofMinutes(1),
                    load::regulars,
                    seen -> seen.answersOf(stage.revisionOf(green)) > 50);
            // Then
            load.losesNothing();
            assertThat(load.regulars().answersOf(stage.revisionOf(blue))).isPositive();
        }
    }
}
