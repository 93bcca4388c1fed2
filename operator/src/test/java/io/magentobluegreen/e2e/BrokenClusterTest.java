package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * The cluster itself fails in the middle of a release, and gets well again: no customer notices, and the release goes on. Alone, as every
 * other test would notice.
 */
@EndToEnd
@Isolated
class BrokenClusterTest {

    private static final Duration STOPPED = Duration.ofSeconds(20);

    @Test
    void releasesAlthoughTheApiServerIsRestartedInTheUpgradeAndInTheSoak(Stage stage) {
        // Given
        stage.releases(1);
        stage.store().with("spec: {soak: {duration: 20s, interval: 1s}}");
        try (var load = StoreLoad.on(stage)) {
            SlowUpgrade.begins(stage, 2);
            // When
            restarts(stage, ClusterProgram.API_SERVER);
            stage.awaits("release 2 soaking", view -> view.phase().equals("Soaking"));
            restarts(stage, ClusterProgram.API_SERVER);
            // Then
            endsOnRelease2(stage, load);
        }
    }

    @Test
    void releasesAlthoughEtcdStopsForTwentySecondsAtTheCutover(Stage stage) {
        // Given
        stage.releases(1);
        stage.store().with("spec: {promotion: {mode: Manual}}").release(2);
        var waiting = stage.awaitsPhase("AwaitingApproval");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().command("approve", waiting.target());
            stage.awaits("a cutover under way", view -> !view.phase().equals("AwaitingApproval"));
            stopsForAWhile(stage);
            // Then
            endsOnRelease2(stage, load);
        }
    }

    @Test
    void releasesAlthoughTheKubeletIsRestartedWhileGreenStarts(Stage stage) {
        // Given
        stage.releases(1);
        try (var load = StoreLoad.on(stage)) {
            stage.store().release(2);
            stage.awaitsPhase("Starting");
            // When
            restarts(stage, ClusterProgram.KUBELET);
            // Then
            endsOnRelease2(stage, load);
        }
    }

    @Test
    void waitsForANodeThatIsCordoned(Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        try (var load = StoreLoad.on(stage)) {
            cordons(stage, true);
            try {
                // When
                stage.store().release(2);
                stage.awaits(
                        "a pod that no node takes",
                        Duration.ofMinutes(1),
                        () -> stage.client()
                                .pods()
                                .inNamespace(stage.namespace())
                                .list()
                                .getItems(),
                        pods -> pods.stream().anyMatch(pod -> pod.getSpec().getNodeName() == null));
                var view =
                        stage.awaits("its reason", seen -> seen.at("/message").contains("unschedulable"));
                // Then
                assertThat(view.live()).isEqualTo(blue);
                assertThat(view.condition("Available")).startsWith("True");
            } finally {
                cordons(stage, false);
            }
            endsOnRelease2(stage, load);
        }
    }

    private static void restarts(Stage stage, ClusterProgram program) {
        var killed = Instant.now();
        program.restarts(stage.cluster());
        LoggerFactory.getLogger(BrokenClusterTest.class)
                .info(
                        "{} was back after {} ms",
                        program,
                        Duration.between(killed, Instant.now()).toMillis());
    }

    private static void stopsForAWhile(Stage stage) {
        var until = Instant.now().plus(STOPPED);
        ClusterProgram.ETCD.stops(stage.cluster());
        try {
            Awaitility.await("the end of the pause")
                    .atMost(STOPPED.multipliedBy(2))
                    .until(() -> Instant.now().isAfter(until));
        } finally {
            ClusterProgram.ETCD.goesOn(stage.cluster());
        }
        // What waited meanwhile fails within the API server's own time.
        Awaitility.await("an answer of the API server")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> !stage.view().phase().isEmpty());
    }

    private static void cordons(Stage stage, boolean cordoned) {
        stage.client()
                .nodes()
                .withName("local")
                .edit(node -> new NodeBuilder(node)
                        .editSpec()
                        .withUnschedulable(cordoned)
                        .endSpec()
                        .build());
    }

    private static void endsOnRelease2(Stage stage, StoreLoad load) {
        stage.awaitsCondition("Ready");
        load.losesNothing();
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }
}
