package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

/** An operator that dies between two of its writes, again and again, and another one that carries on each time. */
@Scenarios
class CrashedOperatorTest {
    private static final int DEATHS = 12;

    @Scenario
    @InProcessOnly
    void diesAfterEveryFourthWriteAndTheReleaseGoesThrough(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        // When
        stage.wants("shop/php:2");
        IntStream.range(0, DEATHS).forEach(death -> diesAfter(stage, 4));
        // Then
        endsWell(stage);
    }

    @Scenario
    @InProcessOnly
    void diesAfterEveryThirdWriteAndTheReleaseGoesThrough(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        // When
        stage.wants("shop/php:2");
        IntStream.range(0, DEATHS).forEach(death -> diesAfter(stage, 3));
        // Then
        endsWell(stage);
    }

    @Scenario
    @InProcessOnly
    void diesAfterEverySecondWriteAndTheRollbackGoesThrough(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        String green = stage.releases("shop/php:2").live();
        // When
        stage.store().annotate("rollback", green);
        IntStream.range(0, 5).forEach(death -> diesAfter(stage, 2));
        // Then
        stage.awaits("RolledBack", view -> view.isIn("RolledBack"));
        assertThat(stage.view().liveImage()).isEqualTo("shop/php:1");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }

    /** The operator is cut off after so many writes, or once the release is through; then another one starts. */
    private static void diesAfter(Stage stage, int writes) {
        String agent = stage.operators().newest();
        stage.journal().cutOffAfter(agent, writes);
        stage.awaits(
                "its death",
                () -> stage.journal().isCutOff(agent)
                        || stage.view().is("Ready")
                        || stage.view().is("Stalled"),
                dead -> dead);
        stage.journal().cutOff(agent);
        stage.operators().kill();
        stage.operators().start();
    }

    private static void endsWell(Stage stage) {
        StoreView view = stage.awaits(
                "Ready", seen -> seen.is("Ready") && seen.liveImage().equals("shop/php:2"));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.image("shop/php:2").runs("upgrade")).isEqualTo(1);
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(view.live()));
    }
}
