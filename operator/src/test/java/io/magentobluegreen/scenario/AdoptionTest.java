package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Optional;

/** {@code service.adopt}: a store that runs already is taken over under load. */
@Scenarios
class AdoptionTest {
    private static final String IMAGE = "shop/php:1";

    /** What serves has the code that the first release has: nothing is due. */
    private static LegacyShop open(Stage stage) {
        stage.image(IMAGE).wantsSchema(0);
        return stage.servesAlready(IMAGE);
    }

    private static StoreView adopts(Stage stage) {
        asks(stage, IMAGE);
        return stage.releases(IMAGE);
    }

    /** Adopts, and is rolled back by a person. */
    private static StoreView goesBack(Stage stage) {
        stage.store().annotate("rollback", adopts(stage).live());
        awaitsLegacy(stage);
        return stage.awaitsStalled();
    }

    private static void asks(Stage stage, String image) {
        stage.wants(image);
        stage.store().patchSpec("{\"service\": {\"adopt\": true}}");
    }

    @Scenario
    void takesOverWhatServesAndTouchesNothingOfIt(Stage stage) {
        // Given
        LegacyShop legacy = open(stage);
        Deployment before = legacy.deployment();
        // When
        StoreView view = adopts(stage);
        // Then
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(view.live()));
        assertThat(legacy.deployment().getSpec()).isEqualTo(before.getSpec());
        assertThat(stage.objects().replicas(view.live())).isEqualTo(LegacyShop.PODS);
        assertThat(view.condition("RollbackAvailable")).isEqualTo("True AdoptedSelectorKept");
        Service service = stage.objects().service().orElseThrow();
        assertThat(service.getSpec().getPorts().get(0).getName()).isEqualTo("web");
        assertThat(service.getSpec().getPorts().get(0).getTargetPort().getValue())
                .isEqualTo("http");
        assertThat(service.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "Helm");
        assertThat(stage.database().upgrades()).isEmpty();
    }

    @Scenario
    void givesTheServiceBackByARollback(Stage stage) {
        // Given
        open(stage);
        StoreView view = adopts(stage);
        // When
        stage.store().annotate("rollback", view.live());
        // Then
        awaitsLegacy(stage);
        assertThat(stage.awaitsStalled().phase()).isEqualTo("RolledBack");
        Service service = stage.objects().service().orElseThrow();
        assertThat(service.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(service.getSpec().getPorts().get(0).getTargetPort().getValue())
                .isEqualTo(8080);
        stage.awaits("no pods of ours", () -> stage.objects().replicas(view.live()), size -> size == 0);
    }

    @Scenario
    void guardsWhatItGaveBack(Stage stage) {
        // Given
        open(stage);
        stage.store().annotate("rollback", adopts(stage).live());
        awaitsLegacy(stage);
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.objects().editService(service -> selecting(service, Map.of("app", "nobody")));
        // Then
        awaitsLegacy(stage);
        // When
        stage.objects().deleteService();
        // Then
        awaitsLegacy(stage);
        assertThat(stage.objects().service().orElseThrow().getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "Helm");
    }

    /** As a tool does that writes the whole Service anew. */
    @Scenario
    void servesOnWhereEverythingOfOursIsTakenOffTheServiceAfterGoingBack(Stage stage) {
        // Given
        open(stage);
        StoreView back = goesBack(stage);
        // When
        stage.objects()
                .editService(service -> new ServiceBuilder(service)
                        .editMetadata()
                        .withLabels(Map.of())
                        .withAnnotations(Map.of())
                        .endMetadata()
                        .build());
        stage.store().patchSpec("{\"rollback\": {\"window\": \"9m\"}}");
        stage.awaits("a look", StoreView::isCurrent);
        // Then
        Service stripped = stage.objects().service().orElseThrow();
        assertThat(stripped.getSpec().getSelector()).isEqualTo(LegacyShop.SELECTOR);
        assertThat(stripped.getSpec().getPorts().get(0).getTargetPort().getIntVal())
                .isEqualTo(8080);
        assertThat(stripped.getMetadata().getOwnerReferences()).isEmpty();
        // When
        stage.store().annotate("retry", back.next());
        // Then
        stage.awaitsReady(IMAGE);
    }

    @Scenario
    void goesBackByItselfWhereNoPodIsReadyAnyMore(Stage stage) {
        // Given
        open(stage);
        asks(stage, IMAGE + "-b");
        stage.image(IMAGE + "-b").wantsSchema(0);
        stage.releases(IMAGE + "-b");
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.image(IMAGE + "-b").page("/health", 503);
        // Then
        awaitsLegacy(stage);
    }

    @Scenario
    void forgetsWhatWasBeforeAtTheEndOfTheFirstWindow(Stage stage) {
        // Given
        open(stage);
        asks(stage, IMAGE);
        stage.store().patchSpec("{\"rollback\": {\"window\": \"1s\"}}");
        // When
        stage.releases(IMAGE);
        // Then
        stage.awaits("the end of the window", () -> record(stage), record -> !record.contains("adopted"));
        StoreView view = stage.awaits(
                "no way back", seen -> seen.condition("RollbackAvailable").startsWith("False"));
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(view.live()));
    }

    @Scenario
    void refusesCodeThatNeedsAnUpgrade(Stage stage) {
        // Given
        open(stage);
        Service before = stage.objects().service().orElseThrow();
        // When
        asks(stage, "shop/php:2");
        // Then
        StoreView view =
                stage.awaits("a refusal", seen -> seen.condition("Ready").equals("False AdoptionUpgradeDue"));
        assertThat(view.message()).contains("Adopt with the code that serves now");
        assertThat(stage.objects().service()).contains(before);
        assertThat(stage.database().upgrades()).isEmpty();
        // When
        stage.releases(IMAGE);
        // Then
        stage.releases("shop/php:2");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:2");
        assertThat(record(stage)).doesNotContain("adopted");
    }

    @Scenario
    void refusesAServiceOfAnotherController(Stage stage) {
        // Given
        open(stage);
        stage.objects()
                .editService(service -> new ServiceBuilder(service)
                        .editMetadata()
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion("argoproj.io/v1alpha1")
                                .withKind("Rollout")
                                .withName("shop")
                                .withUid("00000000-0000-0000-0000-000000000000")
                                .withController(true)
                                .build())
                        .endMetadata()
                        .build());
        refuses(stage, "AdoptionOwned");
    }

    @Scenario
    void refusesAServiceWithoutAReadyEndpoint(Stage stage) {
        // Given
        LegacyShop legacy = open(stage);
        stage.mayLose(Long.MAX_VALUE);
        legacy.scale(0);
        stage.awaits("no pod", legacy::ready, ready -> ready == 0);
        refuses(stage, "AdoptionNoReadyEndpoint");
        // When
        legacy.scale(1);
        // Then
        stage.releases(IMAGE);
    }

    /** What was gone back to has died since: all the more it is to be replaced. */
    @Scenario
    void takesOverAgainWhereNothingServesAnyMore(Stage stage) {
        // Given
        LegacyShop legacy = open(stage);
        StoreView back = goesBack(stage);
        stage.mayLose(Long.MAX_VALUE);
        // When
        legacy.scale(0);
        stage.awaits("nobody served", seen -> seen.condition("Available").equals("False NoReadyEndpoint"));
        stage.store().annotate("retry", back.next());
        // Then
        stage.awaitsReady(IMAGE);
    }

    @Scenario
    void refusesPodsThatTheSelectorOfBeforeWouldPickInTheWindow(Stage stage) {
        // Given
        open(stage);
        StoreView view = adopts(stage);
        // When
        stage.store()
                .patchSpec("{\"image\": \"shop/php:2\", \"web\": {\"podPatch\": {\"metadata\": {\"labels\":"
                        + " {\"app\": \"legacy\"}}}}}");
        // Then
        StoreView refused =
                stage.awaits("a refusal", seen -> seen.condition("Ready").equals("False AdoptionSelectorTooWide"));
        assertThat(refused.message()).contains("until the first window is over");
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(view.live()));
    }

    @Scenario
    void refusesAServiceThatWouldSelectOurPodsToo(Stage stage) {
        // Given
        open(stage);
        stage.mayLose(Long.MAX_VALUE);
        stage.objects().editService(service -> selecting(service, Map.of("app.kubernetes.io/name", "magento")));
        refuses(stage, "AdoptionSelectorTooWide");
    }

    private static void refuses(Stage stage, String reason) {
        Service before = stage.objects().service().orElseThrow();
        // When
        asks(stage, IMAGE);
        // Then
        stage.awaits("a refusal", view -> view.condition("Ready").equals("False " + reason));
        assertThat(stage.objects().service()).contains(before);
        assertThat(stage.objects().names(Deployment.class)).isEmpty();
    }

    private static void awaitsLegacy(Stage stage) {
        stage.awaits(
                "the selector of before",
                () -> stage.objects().service().map(service -> service.getSpec().getSelector()),
                Optional.of(LegacyShop.SELECTOR)::equals);
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
                .map(service -> service.getMetadata().getAnnotations())
                .map(annotations -> annotations.get("magento-bluegreen.io/live"))
                .orElse("");
    }
}
