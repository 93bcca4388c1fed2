package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Tools that wait for a release stop at the right object of its whole recorded life, and at none before. */
class WaitingToolsTest {
    private final PlayedStore store = new PlayedStore();

    @Test
    void endsWithTheFirstReleaseWhenItHasSoaked() {
        store.until(Phase.LIVE);

        assertEnds(Kstatus.CURRENT, FluxVerdict.READY, "Ready");
    }

    @Test
    void endsWithTheNextReleaseAndNotWithTheOneBefore() {
        store.until(Phase.LIVE);
        store.objects.clear();
        store.upgradeDue = true;

        store.release("2").until(Phase.LIVE);

        assertEnds(Kstatus.CURRENT, FluxVerdict.READY, "Ready");
    }

    @Test
    void waitsWhileTheOperatorHasNotSeenTheSpec() {
        store.until(Phase.LIVE);

        store.release("2");

        assertWaits(last());
    }

    @Test
    void waitsForTheNextReleaseAfterAFailedOne() {
        failing("2");
        store.failingSteps.clear();

        store.release("3");

        assertWaits(last());
    }

    @Test
    void endsFailedWhenTheUpgradeFails() {
        store.until(Phase.LIVE);
        store.objects.clear();

        failing("2");

        assertEnds(Kstatus.FAILED, FluxVerdict.FAILED, "Stalled");
    }

    @Test
    void endsFailedWhenTheSoakRollsBack() {
        store.until(Phase.LIVE);
        store.objects.clear();
        store.release("2").until(Phase.SOAKING);
        store.failingTasks.add(Task.Kind.ROUND);
        store.goOn().goOn().goOn().until(Phase.ROLLING_BACK);
        store.failingTasks.clear();

        store.until(Phase.ROLLED_BACK);

        assertEnds(Kstatus.FAILED, FluxVerdict.FAILED, "Stalled");
    }

    @Test
    void endsWellWhenTheSpecGoesBackToTheReleaseBefore() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        store.objects.clear();

        store.release("1").until(Phase.LIVE);

        assertEnds(Kstatus.CURRENT, FluxVerdict.READY, "Ready");
    }

    @Test
    void waitsForAnApprovalAndEndsAfterIt() {
        store.until(Phase.LIVE);
        store.objects.clear();
        store.manual = true;
        store.release("2").until(Phase.AWAITING_APPROVAL);
        assertWaits(last());

        store.approve(store.status.target().release()).until(Phase.LIVE);

        assertEnds(Kstatus.CURRENT, FluxVerdict.READY, "Ready");
    }

    @Test
    void endsFailedAtOnceWhenTheInputIsWrong() {
        store.problem = Optional.of(new Problem("EnvSecretMissing", "The Secret shop-env does not exist"));

        store.reconcile();

        assertThat(store.objects).hasSize(1);
        assertThat(store.said("EnvSecretMissing")).isEqualTo(1);
        assertEnds(Kstatus.FAILED, FluxVerdict.FAILED, "Stalled");
    }

    @Test
    void waitsAgainWhenTheInputIsMended() {
        store.problem = Optional.of(new Problem("EnvSecretMissing", "The Secret shop-env does not exist"));
        store.reconcile();
        store.problem = Optional.empty();

        store.reconcile();

        assertWaits(last());
    }

    @Test
    void waitsWhilePaused() {
        store.until(Phase.LIVE);
        store.paused = true;

        store.release("2").reconcile();

        assertWaits(last());
    }

    @Test
    void waitsWhileTheOperatorHasNotSeenANewObject() throws IOException {
        Path crd = Path.of("..", "crds", "magentoreleases.magento-bluegreen.io-v1.yml");
        JsonNode untouched = new KubernetesSerialization()
                .unmarshal(Files.readString(crd), JsonNode.class)
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/status/default");
        ObjectNode created = store.object().deepCopy();

        created.set("status", untouched);

        assertWaits(created);
    }

    private void failing(String next) {
        store.upgradeDue = true;
        store.failingSteps.add(Step.UPGRADE);
        store.release(next).until(Phase.FAILED);
    }

    private JsonNode last() {
        return store.objects.get(store.objects.size() - 1);
    }

    private static void assertWaits(JsonNode object) {
        assertThat(Kstatus.of(object)).isEqualTo(Kstatus.IN_PROGRESS);
        assertThat(FluxVerdict.of(object)).isEqualTo(FluxVerdict.WAITS);
        assertThat(KubectlWait.isDone(object, "Ready")).isFalse();
        assertThat(KubectlWait.isDone(object, "Stalled")).isFalse();
    }

    /** Every object but the last keeps every tool waiting; the last one ends each. */
    private void assertEnds(Kstatus kstatus, FluxVerdict flux, String condition) {
        List<JsonNode> before = store.objects.subList(0, store.objects.size() - 1);
        assertThat(before).allSatisfy(WaitingToolsTest::assertWaits);
        assertThat(Kstatus.of(last())).isEqualTo(kstatus);
        assertThat(FluxVerdict.of(last())).isEqualTo(flux);
        Predicate<String> done = type -> KubectlWait.isDone(last(), type);
        assertThat(List.of("Ready", "Stalled")).filteredOn(done).containsExactly(condition);
    }
}
