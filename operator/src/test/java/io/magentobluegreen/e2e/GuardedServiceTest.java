package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What others do to the live Service and the live set, and how it is put back. */
@EndToEnd
class GuardedServiceTest {

    private static final String RECORD = "magento-bluegreen.io/live";

    @Test
    void restoresAWipedSelectorAndLosesNothing(Stage stage) {
        // Given
        stage.releases(1);
        try (var load = StoreLoad.on(stage)) {
            // When
            WipedSelector.of(stage)
                    // Then
                    .isRestored();
            load.losesNothing();
        }
    }

    @Test
    void restoresASelectorThatMatchesNothing(Stage stage) {
        // Given
        stage.releases(1);
        try (var load = StoreLoad.on(stage)) {
            // When
            WipedSelector.by(stage, service -> service.getSpec().setSelector(Map.of("nobody", "here")))
                    // Then
                    .isRestored();
            stage.awaits(
                    "an answer", Duration.ofSeconds(10), () -> Shopper.of(stage).tries("/"), "1"::equals);
            load.stop();
            FaultReport.of(load).print("selector that matches nothing").lastedAtMost(Duration.ofSeconds(5));
        }
    }

    @Test
    void restoresAServiceThatWasReplacedAsAWhole(Stage stage) {
        // Given
        stage.releases(1);
        stage.releases(2);
        var before = stage.liveService();
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.edits(GuardedServiceTest::replaces);
            // Then
            awaitsSelector(stage, before.getSpec().getSelector());
            stage.awaits("our marks", Duration.ofSeconds(5), stage::liveService, hasTheMarksOf(before));
            stage.awaits(
                    "an answer", Duration.ofSeconds(10), () -> Shopper.of(stage).tries("/"), "2"::equals);
            load.stop();
            FaultReport.of(load).print("live Service replaced").lastedAtMost(Duration.ofSeconds(5));
            stage.awaitsCondition("Ready");
        }
    }

    @Test
    void makesADeletedServiceAnewAtTheSameAddress(Stage stage) {
        // Given
        stage.releases(1);
        var before = stage.liveService();
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.client().resource(before).delete();
            // Then
            var after = stage.awaits("a new Service", Duration.ofSeconds(10), stage::liveService, isNewerThan(before));
            stage.awaits(
                    "an answer", Duration.ofSeconds(10), () -> Shopper.of(stage).tries("/"), "1"::equals);
            load.stop();
            FaultReport.of(load).print("live Service deleted").lastedAtMost(Duration.ofSeconds(10));
            assertThat(after.getSpec().getSelector()).isEqualTo(before.getSpec().getSelector());
            assertThat(after.getSpec().getClusterIP())
                    .isEqualTo(before.getSpec().getClusterIP());
            assertThat(after.getSpec().getPorts()).isEqualTo(before.getSpec().getPorts());
        }
    }

    @Test
    void restoresARecordThatWasStripped(Stage stage) {
        // Given
        stage.releases(1);
        var second = stage.releases(2);
        var before = stage.liveService();
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.edits(service -> {
                service.getMetadata().setAnnotations(null);
                service.getSpec().setSelector(null);
            });
            // Then
            var after = stage.awaits(
                    "the record",
                    Duration.ofSeconds(10),
                    stage::liveService,
                    now -> before.getSpec().getSelector().equals(now.getSpec().getSelector()));
            assertThat(after.getMetadata().getAnnotations()).containsKeys(RECORD);
            load.losesNothing();
        }
        stage.store().command("rollback", second.live());
        stage.awaits("the set before", view -> view.phase().equals("RolledBack"));
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(1);
    }

    @Test
    void goesBackWhenLivesDeploymentIsDeleted(Stage stage) {
        // Given
        stage.releases(1);
        var live = stage.releases(2).live();
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.deletesDeploymentOf(live);
            // Then
            stage.awaits("blue", Duration.ofSeconds(15), () -> Shopper.of(stage).tries("/"), "1"::equals);
            load.stop();
            FaultReport.of(load).print("live's Deployment deleted").lastedAtMost(Duration.ofSeconds(10));
        }
        var view = stage.awaits("the outcome", seen -> seen.condition("Ready").equals("False LiveDeleted"));
        assertThat(view.phase()).isEqualTo("RolledBack");
        assertThat(view.condition("Available")).startsWith("True");
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    @Test
    void makesTheOnlySetAnewWhenItsDeploymentIsDeleted(Stage stage) {
        // Given
        var live = stage.releases(1).live();
        var jobs = stage.client().batch().v1().jobs().inNamespace(stage.namespace());
        var before = jobs.list().getItems().size();
        var set = stage.set(live).deployment();
        var deleted = set.get();
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.deletesDeploymentOf(live);
            // Then
            stage.awaits("another Deployment", Duration.ofMinutes(1), set::get, isNewerThan(deleted));
            stage.awaits("its pods", Duration.ofMinutes(2), set::get, Readiness::isDeploymentReady);
            load.stop();
            FaultReport.of(load).print("the only Deployment deleted").lastedAtMost(Duration.ofSeconds(10));
        }
        assertThat(stage.awaitsCondition("Ready").live()).isEqualTo(live);
        assertThat(jobs.list().getItems()).hasSize(before);
        assertThat(stage.database().upgrades()).containsExactly(1);
    }

    /** As {@code kubectl replace} does with a manifest that knows nothing of us. */
    private static void replaces(Service service) {
        service.getMetadata().setLabels(null);
        service.getMetadata().setAnnotations(null);
        service.getMetadata().setOwnerReferences(null);
        service.getSpec().setSelector(Map.of("nobody", "here"));
    }

    private static Predicate<Service> hasTheMarksOf(Service before) {
        return now -> before.getMetadata().getLabels().equals(now.getMetadata().getLabels())
                && before.getMetadata()
                        .getOwnerReferences()
                        .equals(now.getMetadata().getOwnerReferences())
                && now.getMetadata()
                        .getAnnotations()
                        .keySet()
                        .containsAll(before.getMetadata().getAnnotations().keySet());
    }

    private static void awaitsSelector(Stage stage, Map<String, String> wanted) {
        stage.awaits(
                "the selector",
                Duration.ofSeconds(5),
                stage::liveService,
                service -> wanted.equals(service.getSpec().getSelector()));
    }

    private static <T extends HasMetadata> Predicate<T> isNewerThan(T before) {
        return now -> Objects.nonNull(now)
                && !now.getMetadata().getUid().equals(before.getMetadata().getUid());
    }
}
