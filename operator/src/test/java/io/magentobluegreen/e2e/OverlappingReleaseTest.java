package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code switch: Overlap} on real pods: customers of a new connection and of an old one lose nothing. */
@EndToEnd
class OverlappingReleaseTest {

    private static final Map<String, String> EVERY_SET =
            Map.of("magento-bluegreen.io/store", StoreFixture.NAME, "magento-bluegreen.io/role", "web");

    @Test
    void losesNoRequestWhileBothServeAndAfterIt(Stage stage) {
        // Given
        var first = stage.releases(1).live();
        stage.store().with("spec: {promotion: {switch: Overlap, overlapDuration: 8s}}");
        try (var load = StoreLoad.every(stage, Duration.ofMillis(12))) {
            // When
            var second = overlaps(stage, 2, first);
            // Then
            assertThat(load.strangers().answersOf(stage.revisionOf(second))).isPositive();
            // When
            overlaps(stage, 3, second);
            stage.store().command("rollback", stage.view().live());
            stage.awaitsPhase("RolledBack");
            load.goesOnFor(100);
            // Then
            load.losesNothing();
        }
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    /** Releases this one, and looks what there is while both serve; answers it when it is live. */
    private static String overlaps(Stage stage, int number, String blue) {
        stage.store().release(number);
        stage.awaits(
                "both sets selected",
                Duration.ofMinutes(8),
                () -> stage.liveService().getSpec().getSelector(),
                EVERY_SET::equals);
        assertThat(stage.view().live()).isEqualTo(blue);
        assertThat(revisionsWithPods(stage)).hasSize(2).contains(stage.revisionOf(blue));
        return stage.awaitsCondition("Ready").live();
    }

    private static Set<String> revisionsWithPods(Stage stage) {
        return stage.client().pods().inNamespace(stage.namespace()).withLabels(EVERY_SET).list().getItems().stream()
                .map(pod -> pod.getMetadata().getLabels().get("magento-bluegreen.io/revision"))
                .collect(Collectors.toSet());
    }
}
