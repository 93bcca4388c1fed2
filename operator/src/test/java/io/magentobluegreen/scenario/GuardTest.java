package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Whatever a person does to the live Service and to what it leads to: it is put back. */
@Scenarios
class GuardTest {
    private static final String RECORD = "magento-bluegreen.io/live";

    @Scenario
    void putsAWipedSelectorBack(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        // When
        stage.objects().editService(service -> selecting(service, null));
        // Then
        selectsAgain(stage, live);
    }

    @Scenario
    void putsAChangedSelectorBack(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.objects().editService(service -> selecting(service, Map.of("app", "something-else")));
        // Then
        selectsAgain(stage, live);
    }

    @Scenario
    void putsASelectorBackWhilePausedAndWithoutItsSecret(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        stage.store().patchSpec("{\"paused\": true}");
        stage.store().deleteSecret();
        // When
        stage.objects().editService(service -> selecting(service, null));
        // Then
        selectsAgain(stage, live);
    }

    @Scenario
    void makesADeletedServiceAnewWithItsAddress(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        Service before = stage.objects().service().orElseThrow();
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.objects().deleteService();
        // Then
        selectsAgain(stage, live);
        Service after = stage.objects().service().orElseThrow();
        assertThat(after.getSpec().getClusterIP()).isEqualTo(before.getSpec().getClusterIP());
        assertThat(after.getMetadata().getAnnotations().get(RECORD))
                .isEqualTo(before.getMetadata().getAnnotations().get(RECORD));
    }

    @Scenario
    void writesAStrippedRecordAgain(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        String live = stage.releases("shop/php:2").live();
        // When
        stage.objects()
                .editService(service -> new ServiceBuilder(service)
                        .editMetadata()
                        .removeFromAnnotations(RECORD)
                        .endMetadata()
                        .build());
        // Then
        stage.awaits("the record", () -> record(stage), record -> record.contains(live));
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(live));
        assertThat(stage.view().live()).isEqualTo(live);
    }

    @Scenario
    void rebuildsALostLedgerAndAsksAPersonBeforeTheNextUpgrade(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        // When
        stage.objects().deleteConfigMap("shop-ledger");
        stage.wants("shop/php:2");
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False DatabaseAhead");
        stage.store().patchSpec("{\"upgrade\": {\"acceptDatabaseOf\": \"shop/php:1\"}}");
        stage.releases("shop/php:2");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.objects().events("LedgerRebuilt")).isEqualTo(1);
    }

    @Scenario
    void goesBackWhenTheLiveDeploymentIsDeleted(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        String green = stage.releases("shop/php:2").live();
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.objects().deleteSet(green);
        // Then
        stage.awaits("blue", stage.objects()::selected, StoreView.revisionOf(blue)::equals);
        stage.awaitsStalled();
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }

    @Scenario
    void makesTheOnlySetAnewWhenItIsDeleted(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.objects().deleteSet(live);
        // Then
        stage.awaits("two pods again", () -> stage.objects().ready(live), ready -> ready == 2);
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(live));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1");
    }

    @Scenario
    void putsALiveSetThatWasScaledToZeroBack(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.objects()
                .editSet(
                        live,
                        set -> new DeploymentBuilder(set)
                                .editSpec()
                                .withReplicas(0)
                                .endSpec()
                                .build());
        // Then
        stage.awaits("two pods again", () -> stage.objects().ready(live), ready -> ready == 2);
    }

    @Scenario
    void saysOnceThatTheOnlySetIsLostForGood(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.objects().deleteConfigMap("shop-" + StoreView.revisionOf(live));
        stage.objects().deleteSet(live);
        // Then
        stage.awaits("the Event", () -> stage.objects().events("LiveSetLost"), told -> told == 1);
    }

    @Scenario
    void goesBackWhenNoPodOfGreenIsReadyAnyMore(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.releases("shop/php:2");
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.image("shop/php:2").page("/health", 503);
        // Then
        stage.awaits("blue", stage.objects()::selected, StoreView.revisionOf(blue)::equals);
        assertThat(stage.awaitsStalled().phase()).isEqualTo("RolledBack");
    }

    @Scenario
    @InProcessOnly
    void guardsAServiceMadeAnewWhileTheEndOfTheOldOneWasStillDealtWith(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        String green = stage.releases("shop/php:2").live();
        stage.mayLose(Long.MAX_VALUE);
        stage.operators().stop();
        stage.operators().startSlow(Duration.ofSeconds(1));
        stage.objects().deleteService();
        selectsAgain(stage, green);
        stage.passes(Duration.ofSeconds(5));
        // When
        stage.image("shop/php:2").page("/health", 503);
        // Then
        stage.awaits("blue", stage.objects()::selected, StoreView.revisionOf(blue)::equals);
    }

    private static Service selecting(Service service, Map<String, String> selector) {
        return new ServiceBuilder(service)
                .editSpec()
                .withSelector(selector)
                .endSpec()
                .build();
    }

    private static String record(Stage stage) {
        return stage.objects()
                .service()
                .flatMap(service -> Optional.ofNullable(service.getMetadata().getAnnotations()))
                .map(annotations -> annotations.getOrDefault(RECORD, ""))
                .orElse("");
    }

    private static void selectsAgain(Stage stage, String live) {
        stage.awaits("the selector", stage.objects()::selected, StoreView.revisionOf(live)::equals);
        assertThat(stage.view().live()).isEqualTo(live);
    }
}
