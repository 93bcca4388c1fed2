package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** One flip back, and never an upgrade. */
@Scenarios
class RollbackTest {
    private static final String COLD = "{\"rollback\": {\"window\": \"1s\"}}";

    @Scenario
    void flipsBackByAnnotation(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        String green = stage.releases("shop/php:2").live();
        // When
        stage.store().annotate("rollback", green);
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.phase()).isEqualTo("RolledBack");
        assertThat(view.condition("Ready")).startsWith("False");
        assertThat(view.condition("Available")).startsWith("True");
        servesAgain(stage, blue);
    }

    @Scenario
    void flipsBackWhenTheImageIsReverted(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.releases("shop/php:2");
        // When
        StoreView view = stage.releases("shop/php:1");
        // Then
        assertThat(view.isIn("Live")).isTrue();
        servesAgain(stage, blue);
    }

    @Scenario
    void startsAColdSetBeforeItFlipsBack(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.store().patchSpec(COLD);
        String green = stage.releases("shop/php:2").live();
        stage.awaits("no pods of blue", () -> stage.objects().replicas(blue), size -> size == 0);
        // When
        stage.store().annotate("rollback", green);
        // Then
        stage.awaitsStalled();
        servesAgain(stage, blue);
        assertThat(stage.objects().replicas(blue)).isEqualTo(2);
    }

    @Scenario
    void startsAColdSetWhenTheImageIsReverted(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.store().patchSpec(COLD);
        stage.releases("shop/php:2");
        stage.awaits("no pods of blue", () -> stage.objects().replicas(blue), size -> size == 0);
        // When
        stage.releases("shop/php:1");
        // Then
        servesAgain(stage, blue);
    }

    @Scenario
    void releasesTheOldImageWithoutAnUpgradeWhereItsEnvHasChanged(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.releases("shop/php:2");
        stage.store().patchSpec("{\"env\": {\"overrides\": {\"x\": 1}}}");
        stage.awaits("the second image with another env", view -> view.is("Ready"));
        // When
        StoreView view = stage.releases("shop/php:1");
        // Then
        assertThat(view.isIn("Live")).isTrue();
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }

    @Scenario
    void goesForwardAgainByARetry(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        String green = stage.releases("shop/php:2").live();
        stage.store().annotate("rollback", green);
        String next = stage.awaitsStalled().next();
        // When
        stage.store().annotate("retry", next);
        // Then
        StoreView view = stage.awaits(
                "Ready", seen -> seen.is("Ready") && seen.liveImage().equals("shop/php:2"));
        assertThat(view.live()).isEqualTo(next);
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }

    @Scenario
    void flipsBackByItselfWhenTheSoakFails(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.store().patchSpec("{\"soak\": {\"duration\": \"10m\"}}");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Soaking");
        // When
        stage.image("shop/php:2").page("/customer/account/login/", 500);
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False SoakFailed");
        assertThat(view.phase()).isEqualTo("RolledBack");
        servesAgain(stage, blue);
        assertThat(stage.objects().events("RolledBack")).isEqualTo(1);
    }

    @Scenario
    void staysOnGreenWhenBothSetsFailTheSameCheck(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"soak\": {\"duration\": \"2s\"}}");
        stage.wants("shop/php:2");
        String green = stage.awaitsPhase("Soaking").live();
        // When
        List.of("shop/php:1", "shop/php:2").forEach(image -> stage.image(image).page("/customer/account/login/", 503));
        // Then
        stage.awaits("an Event", () -> stage.objects().events("SharedDependency"), events -> events == 1);
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(green));
        List.of("shop/php:1", "shop/php:2").forEach(image -> stage.image(image).page("/customer/account/login/", 200));
        stage.awaits("Ready", view -> view.is("Ready"));
    }

    private static void servesAgain(Stage stage, String release) {
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(release));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.objects().configMap("shop-live")).isNotEmpty();
    }
}
