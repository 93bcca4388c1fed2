package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import java.util.Set;

/** {@code switch: Overlap}: both sets serve for a while, and then the new one. */
@Scenarios
class OverlapTest {
    private static final Map<String, String> EVERY_SET =
            Map.of("magento-bluegreen.io/store", "shop", "magento-bluegreen.io/role", "web");

    @Scenario
    void servesBothForAWhileAndThenGreenAlone(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        overlapsFor(stage, "2s");
        // When
        stage.wants("shop/php:2");
        awaitsBoth(stage);
        assertThat(stage.view().live()).isEqualTo(blue);
        String green = stage.releases("shop/php:2").live();
        // Then
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(green));
        assertThat(stage.objects().events("OverlapStarted")).isEqualTo(1);
        assertThat(stage.objects().events("TrafficSwitched")).isEqualTo(2);
        stage.awaits(
                "customers of both, and of no other",
                () -> stage.customers().strangers().releases().keySet(),
                Set.of(StoreView.revisionOf(blue), StoreView.revisionOf(green))::equals);
    }

    @Scenario
    void scalesTheThirdSetToZeroBeforeIt(Stage stage) {
        // Given
        String first = stage.releases("shop/php:1").live();
        stage.releases("shop/php:2");
        overlapsFor(stage, "2s");
        assertThat(stage.objects().replicas(first)).isEqualTo(2);
        // When
        stage.wants("shop/php:3");
        awaitsBoth(stage);
        // Then
        assertThat(stage.objects().replicas(first)).isZero();
        stage.releases("shop/php:3");
        stage.awaits(
                "customers of all three",
                () -> stage.customers().strangers().releases(),
                releases -> releases.size() == 3);
    }

    @Scenario
    void putsTheSelectorOfBothBackWhileItLasts(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        overlapsFor(stage, "10m");
        stage.wants("shop/php:2");
        awaitsBoth(stage);
        // When
        stage.objects().editService(service -> selecting(service, null));
        // Then
        awaitsBoth(stage);
    }

    @Scenario
    void endsOnGreenByTheNextOperatorAlsoWhenPausedAndWithoutItsSecret(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        overlapsFor(stage, "10m");
        stage.wants("shop/php:2");
        awaitsBoth(stage);
        String green = stage.view().target();
        stage.operators().kill();
        stage.store().patchSpec("{\"paused\": true}");
        stage.store().deleteSecret();
        // When
        stage.clock().advance(java.time.Duration.ofMinutes(11));
        stage.operators().start();
        // Then
        stage.awaits("green", stage.objects()::selected, StoreView.revisionOf(green)::equals);
    }

    @Scenario
    void endsOnBlueWhereNoPodOfGreenIsReady(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        overlapsFor(stage, "10m");
        stage.wants("shop/php:2");
        awaitsBoth(stage);
        String green = stage.view().target();
        stage.image("shop/php:2").page("/health", 503);
        stage.awaits("no ready pod", () -> stage.objects().ready(green), ready -> ready == 0);
        // When
        stage.passes(java.time.Duration.ofMinutes(11));
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False OverlapFailed");
        assertThat(view.phase()).isEqualTo("RolledBack");
        assertThat(view.live()).isEqualTo(blue);
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(blue));
        stage.awaits("green at zero", () -> stage.objects().replicas(green), size -> size == 0);
    }

    private static void overlapsFor(Stage stage, String duration) {
        stage.store()
                .patchSpec(
                        "{\"promotion\": {\"switch\": \"Overlap\", \"overlapDuration\": \"%s\"}}".formatted(duration));
    }

    private static void awaitsBoth(Stage stage) {
        stage.awaits(
                "both sets selected",
                () -> stage.objects().service().orElseThrow().getSpec().getSelector(),
                EVERY_SET::equals);
    }

    private static Service selecting(Service service, Map<String, String> selector) {
        return new ServiceBuilder(service)
                .editSpec()
                .withSelector(selector)
                .endSpec()
                .build();
    }
}
