package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Web pods and ConfigMaps that are lost while a release is under way. */
@EndToEnd
@Order(EndToEnd.BEFORE_THAT)
class LostObjectsTest {

    @Test
    void promotesOnlyWhatHasComeBackWhenGreenDiesBeforeTheFlip(Stage stage) {
        // Given
        stage.releases(1);
        stage.store().with("spec: {promotion: {mode: Manual}}").release(2);
        var waiting = stage.awaitsPhase("AwaitingApproval");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.killsPodsOf(waiting.target());
            stage.store().command("approve", waiting.target());
            // Then
            stage.awaitsCondition("Ready");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void servesWithinTenSecondsWhenGreenDiesInTheFlip(Stage stage) throws InterruptedException {
        // Given
        stage.releases(1);
        stage.store().with("spec: {promotion: {mode: Manual}}").release(2);
        var waiting = stage.awaitsPhase("AwaitingApproval");
        var flip = new AtFlip(stage.revisionOf(waiting.target()), () -> stage.killsPodsOf(waiting.target()));
        var watch = stage.client()
                .services()
                .inNamespace(stage.namespace())
                .withName(StoreFixture.NAME)
                .watch(flip);
        try (watch;
                var load = StoreLoad.on(stage)) {
            // When
            stage.store().command("approve", waiting.target());
            // Then
            assertThat(flip.done.await(2, TimeUnit.MINUTES)).isTrue();
            stage.awaits(
                    "the end of the release",
                    view -> view.is("Ready") || view.phase().equals("RolledBack"));
            load.goesOnFor(100);
            FaultReport.of(load).print("every green pod killed in the flip").lastedAtMost(Duration.ofSeconds(10));
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    @Test
    void releasesAlthoughAllBluePodsButOneAreDeleted(Stage stage) {
        // Given
        stage.store().with("spec: {web: {replicas: 3}}");
        var blue = stage.releases(1).live();
        SlowUpgrade.begins(stage, 2);
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.set(blue).pods().list().getItems().stream()
                    .skip(1)
                    .forEach(pod -> stage.client().resource(pod).delete());
            // Then
            stage.awaitsCondition("Ready");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void releasesAlthoughEveryConfigMapOfTheStoreIsDeleted(Stage stage) {
        // Given
        stage.releases(1);
        SlowUpgrade.begins(stage, 2);
        try (var load = StoreLoad.on(stage)) {
            // When
            var deleted = stage.client()
                    .configMaps()
                    .inNamespace(stage.namespace())
                    .withLabel("magento-bluegreen.io/store", StoreFixture.NAME)
                    .delete();
            // Then
            assertThat(deleted).hasSizeGreaterThanOrEqualTo(3);
            stage.awaitsCondition("Ready");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    /** Does something as soon as the live Service selects this revision, before the nodes know. */
    private static final class AtFlip implements Watcher<Service> {

        private final String revision;
        private final Runnable fault;
        private final CountDownLatch done = new CountDownLatch(1);

        private AtFlip(String revision, Runnable fault) {
            this.revision = revision;
            this.fault = fault;
        }

        @Override
        public synchronized void eventReceived(Action action, Service service) {
            var selector = service.getSpec().getSelector();
            if (done.getCount() > 0 && selector != null && selector.containsValue(revision)) {
                fault.run();
                done.countDown();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // The test waits for the fault, and fails without it.
        }
    }
}
