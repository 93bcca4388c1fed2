package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The objects under {@code gitops/recorded/} are what the operator reports, one for each phase and for what else a GitOps
 * tool has to tell apart. After a change of the report, write them anew: {@code -Drecorded.regenerate=true}.
 */
class RecordedObjectsTest {
    private static final Path FOLDER = Path.of("src/test/resources/gitops/recorded");

    /** What each file shows, from a store that is live with its first release. */
    private static final Map<String, Consumer<PlayedStore>> SCENES = Map.ofEntries(
            Map.entry("new", store -> store.status = null),
            Map.entry("not-seen-yet", store -> store.release("2")),
            Map.entry("live", store -> {}),
            Map.entry("live-after-a-rollback-by-git", RecordedObjectsTest::revert),
            Map.entry("no-ready-endpoint", RecordedObjectsTest::nothingServes),
            Map.entry("first-release", store -> first(store).until(Phase.STARTING)),
            Map.entry("paused", store -> {
                store.paused = true;
                store.release("2").reconcile();
            }),
            Map.entry("preparing", store -> store.release("2").until(Phase.PREPARING)),
            Map.entry("starting", store -> store.release("2").until(Phase.STARTING)),
            Map.entry("upgrading", store -> due(store).release("2").until(Phase.UPGRADING)),
            Map.entry("upgrade-overdue", RecordedObjectsTest::overdue),
            Map.entry("verifying", store -> store.release("2").until(Phase.VERIFYING)),
            Map.entry("warming-up", store -> store.release("2").until(Phase.WARMING_UP)),
            Map.entry("awaiting-approval", RecordedObjectsTest::awaitingApproval),
            Map.entry("promoting", store -> store.release("2").until(Phase.PROMOTING)),
            Map.entry("soaking", store -> store.release("2").until(Phase.SOAKING)),
            Map.entry("live-with-a-previous-set", store -> store.release("2").until(Phase.LIVE)),
            Map.entry(
                    "rolling-back",
                    store -> store.release("2").until(Phase.LIVE).release("1").until(Phase.ROLLING_BACK)),
            Map.entry("rolled-back", RecordedObjectsTest::rolledBack),
            Map.entry("rollback-failed", RecordedObjectsTest::rollbackFailed),
            Map.entry("failed", RecordedObjectsTest::failed),
            Map.entry("database-ahead", RecordedObjectsTest::databaseAhead),
            Map.entry("aborted", RecordedObjectsTest::aborted),
            Map.entry("record-lost", RecordedObjectsTest::recordLost),
            Map.entry("wrong-input", RecordedObjectsTest::wrongInput));

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void areWhatTheOperatorReports(String name) throws IOException {
        PlayedStore store = new PlayedStore();
        store.until(Phase.LIVE);
        SCENES.get(name).accept(store);
        ObjectNode reported = shown(store);
        Path file = FOLDER.resolve(name + ".yaml");
        if (Boolean.getBoolean("recorded.regenerate")) {
            Files.writeString(file, Serialization.asYaml(reported));
        }

        assertThat(Serialization.unmarshal(Files.readString(file), JsonNode.class))
                .isEqualTo(Serialization.unmarshal(Serialization.asYaml(reported), JsonNode.class));
    }

    @Test
    void areAllOfThem() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(SCENES.keySet());
        }
    }

    @Test
    void showEveryPhase() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : SCENES.keySet()) {
            all.append(Files.readString(FOLDER.resolve(name + ".yaml")));
        }

        assertThat(Stream.of(Phase.values()).map(phase -> "\n  phase: \"" + phase.text() + "\"\n"))
                .allSatisfy(phase -> assertThat(all).contains(phase));
    }

    static List<String> scenes() {
        return SCENES.keySet().stream().sorted().toList();
    }

    private static ObjectNode shown(PlayedStore store) {
        ObjectNode object = (ObjectNode) store.object();
        object.putObject("spec").put("image", store.image).put("paused", store.paused);
        return object;
    }

    private static PlayedStore first(PlayedStore store) {
        store.sets.clear();
        store.jobs.clear();
        store.ledger = Optional.empty();
        store.live = Optional.empty();
        store.status = null;
        return store;
    }

    private static PlayedStore due(PlayedStore store) {
        store.upgradeDue = true;
        return store;
    }

    private static void revert(PlayedStore store) {
        store.release("2").until(Phase.LIVE).release("1").until(Phase.LIVE);
    }

    private static void nothingServes(PlayedStore store) {
        String live = store.live.orElseThrow().live().orElseThrow().revision();
        store.sets.computeIfPresent(live, (revision, set) -> new PlayedStore.Pods(set.record(), set.replicas(), 0));
        store.reconcile();
    }

    private static void overdue(PlayedStore store) {
        due(store).release("2").until(Phase.UPGRADING);
        store.now = store.now.plus(Duration.ofHours(2));
        store.reconcile();
    }

    private static void awaitingApproval(PlayedStore store) {
        store.manual = true;
        store.release("2").until(Phase.AWAITING_APPROVAL);
    }

    private static void rolledBack(PlayedStore store) {
        store.release("2").until(Phase.SOAKING);
        store.failingTasks.add(Task.Kind.ROUND);
        store.goOn().goOn().goOn().until(Phase.ROLLING_BACK);
        store.failingTasks.clear();
        store.until(Phase.ROLLED_BACK);
    }

    private static void rollbackFailed(PlayedStore store) {
        store.release("2").until(Phase.LIVE);
        store.goingBackFailed().reconcile();
    }

    private static void failed(PlayedStore store) {
        store.failingSteps.add(Step.UPGRADE);
        due(store).release("2").until(Phase.FAILED);
    }

    private static void databaseAhead(PlayedStore store) {
        failed(store);
        store.failingSteps.clear();
        store.release("3").until(Phase.PREPARING).goOn().goOn().reconcile();
    }

    private static void aborted(PlayedStore store) {
        store.release("2").until(Phase.STARTING);
        store.abort(store.status.target().release()).until(Phase.ABORTED);
    }

    private static void recordLost(PlayedStore store) {
        store.release("2").until(Phase.STARTING);
        store.sets.computeIfPresent(
                PlayedStore.revision(store.image),
                (revision, set) -> new PlayedStore.Pods(Optional.empty(), set.replicas(), set.ready()));
        store.reconcile();
    }

    private static void wrongInput(PlayedStore store) {
        store.problem = Optional.of(new Problem("EnvSecretMissing", "The Secret shop-env does not exist"));
        store.release("2").reconcile();
    }
}
