package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;

/** A resource or a Job that is deleted in the middle. */
@Scenarios
class DeletedStoreTest {

    @Scenario
    void leavesNothingButTheLedger(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.store().delete();
        // Then
        stage.awaits("the end of the store", stage.store()::exists, exists -> !exists);
        stage.awaits("no set", () -> stage.objects().all(Deployment.class), List::isEmpty);
        stage.awaits("no Job", () -> stage.objects().all(Job.class), List::isEmpty);
        stage.awaits("no Service", stage.objects()::service, service -> service.isEmpty());
        stage.awaits(
                "the ledger alone",
                () -> stage.objects().names(ConfigMap.class),
                names -> names.equals(List.of("shop-ledger")));
    }

    @Scenario
    void staysUntilItsUpgradeHasEndedAndKnowsOfItWhenMadeAnew(Stage stage) {
        // Given
        stage.image("shop/php:1").holds("upgrade");
        stage.wants("shop/php:1");
        stage.awaits("its upgrade", () -> stage.image("shop/php:1").runs("upgrade"), runs -> runs == 1);
        // When
        stage.store().delete();
        stage.objects().stir();
        assertThat(stage.store().get().getMetadata().getFinalizers()).hasSize(1);
        stage.image("shop/php:1").letsGo("upgrade");
        stage.awaits("the end of the store", stage.store()::exists, exists -> !exists);
        // Then
        stage.releases("shop/php:1");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1");
        assertThat(stage.view().live()).doesNotEndWith("-1");
    }

    @Scenario
    @InProcessOnly
    void isReleasedWhenItIsMadeAnewWhileItsEndIsStillDealtWith(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.mayLose(Long.MAX_VALUE);
        stage.operators().stop();
        stage.operators().startSlow(Duration.ofSeconds(1));
        stage.awaitsReady("shop/php:1");
        // When
        stage.store().delete();
        stage.awaits("the end of the store", stage.store()::exists, exists -> !exists);
        // Then
        stage.releases("shop/php:1");
    }

    @Scenario
    void waitsForThePodOfADeletedUpgradeJobAndCallsAPerson(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("upgrade");
        stage.wants("shop/php:2");
        stage.awaits("its upgrade", () -> stage.image("shop/php:2").runs("upgrade"), runs -> runs == 1);
        // When
        stage.objects().deleteJobs("upgrade");
        StoreView waiting = stage.awaits("its pod", view -> view.message().contains("waiting for its pod"));
        assertThat(waiting.is("Stalled")).isFalse();
        stage.image("shop/php:2").letsGo("upgrade");
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.condition("Ready")).isEqualTo("False Vanished");
        assertThat(stage.image("shop/php:2").runs("upgrade")).isEqualTo(1);
    }

    @Scenario
    void serveBlueUntilTheClusterHasCollectedIt(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("preflight");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Preparing");
        stage.mayLose(Long.MAX_VALUE);
        // When
        stage.store().delete();
        // Then
        stage.awaits("no set", () -> stage.objects().all(Deployment.class), List::isEmpty);
        assertThat(stage.image("shop/php:2").runs("upgrade")).isZero();
    }
}
