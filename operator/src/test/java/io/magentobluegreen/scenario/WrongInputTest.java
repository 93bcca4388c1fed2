package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** What only the cluster knows to be wrong: a reason and a sentence, nothing changed, and it heals by itself. */
@Scenarios
class WrongInputTest {

    @Scenario
    void waitsForAMissingSecret(Stage stage) {
        // Given
        stage.store().deleteSecret();
        // When
        stage.wants("shop/php:1");
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False EnvSecretMissing");
        assertThat(view.message()).contains("shop-env");
        stage.store().createSecret("<?php return [];");
        stage.releases("shop/php:1");
    }

    @Scenario
    void waitsForAMissingKey(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        // When
        stage.store().patchSpec("{\"env\": {\"key\": \"other.php\"}}");
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False EnvKeyMissing");
        assertThat(view.condition("Available")).startsWith("True");
        stage.store().patchSpec("{\"env\": {\"key\": \"env.php\"}}");
        stage.awaits("Ready", seen -> seen.is("Ready"));
        assertThat(stage.objects().revisions()).hasSize(1);
    }

    @Scenario
    void writesNoServiceOfSomebodyElse(Stage stage) {
        // Given
        stage.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .withNamespace(stage.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("app", "old-shop")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        // When
        stage.wants("shop/php:1");
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False NameTaken");
        assertThat(stage.objects().service().orElseThrow().getSpec().getSelector())
                .containsEntry("app", "old-shop");
        stage.objects().deleteService();
        stage.releases("shop/php:1");
    }

    @Scenario
    void writesNoConfigMapOfSomebodyElse(Stage stage) {
        // Given
        stage.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("shop-ledger")
                        .withNamespace(stage.namespace())
                        .endMetadata()
                        .addToData("mine", "yes")
                        .build())
                .create();
        // When
        stage.wants("shop/php:1");
        // Then
        assertThat(stage.awaitsStalled().condition("Ready")).isEqualTo("False NameTaken");
        assertThat(stage.objects().configMap("shop-ledger")).containsOnlyKeys("mine");
    }

    @Scenario
    void refusesAPodPatchThatBreaksTheSelector(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        // When
        stage.store()
                .patchSpec(
                        "{\"web\": {\"podPatch\": {\"metadata\": {\"labels\": {\"magento-bluegreen.io/role\": \"x\"}}}}}");
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False PodPatchRefused");
        assertThat(view.condition("Available")).startsWith("True");
        assertThat(stage.objects().revisions()).hasSize(1);
    }

    @Scenario
    void leavesTheServiceToTheFirstOfTwoStores(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        StoreResource second = stage.another("other");
        // When
        second.create("shop/php:2", Stage.SHOP, 8080);
        // Then
        stage.awaits("Stalled", () -> StoreView.of(second.get()), view -> view.is("Stalled"));
        assertThat(StoreView.of(second.get()).condition("Ready")).isEqualTo("False NameTaken");
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(live));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1");
    }

    @Scenario
    void doesNotGetReadyByAPathThatNeedsTheNewSchema(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").page("/health_check.php", 500);
        // When
        stage.store()
                .patchSpec("{\"image\": \"shop/php:2\", \"web\": {\"readiness\": {\"path\": \"/health_check.php\"}}}");
        stage.awaits(
                "its pods",
                view -> view.isIn("Starting") && view.status().target().image().equals("shop/php:2"));
        // Then
        assertThat(stage.awaitsStalledInTime().condition("Ready")).isEqualTo("False StartDeadlineExceeded");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1");
    }
}
