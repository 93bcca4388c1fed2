package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.magentobluegreen.api.status.ReleaseCondition;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of conditions, row by row. A row that is under way is Reconciling, one that asks for a person is Stalled, and
 * Ready is False with the phase or the reason.
 */
class ConditionTableTest {
    private static final String NONE = "-";
    private static final Set<String> UNDER_WAY =
            EnumSet.complementOf(EnumSet.of(Phase.LIVE, Phase.FAILED, Phase.ABORTED, Phase.ROLLED_BACK)).stream()
                    .map(Phase::text)
                    .collect(Collectors.toSet());

    private final PlayedStore store = new PlayedStore();

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void saysOfEachRowWhatTheTableSays(String row, Consumer<PlayedStore> play, String ready, String reason) {
        store.until(Phase.LIVE);

        play.accept(store);

        assertThat(said("Available")).isEqualTo("True");
        assertRest(ready, reason);
    }

    @ParameterizedTest(name = "{0}, and live has no ready endpoint")
    @MethodSource("rows")
    void saysTheSameAndThatNothingServes(String row, Consumer<PlayedStore> play, String ready, String reason) {
        store.until(Phase.LIVE);
        play.accept(store);
        String live = store.live.orElseThrow().live().orElseThrow().revision();

        store.sets.computeIfPresent(live, (revision, set) -> new PlayedStore.Pods(set.record(), set.replicas(), 0));
        store.reconcile();

        assertThat(said("Available")).isEqualTo("False");
        assertRest("False", reason.equals("Live") ? "NoReadyEndpoint" : reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firstReleases")
    void saysOfAFirstReleaseThatNothingIsLiveYet(String row, Consumer<PlayedStore> play, String reason) {
        play.accept(store);

        assertThat(said("Available")).isEqualTo("False");
        assertThat(reason("Available")).isEqualTo("NotYetLive");
        assertRest("False", reason);
    }

    /** Settled, under way or stalled: never two of them. */
    private void assertRest(String ready, String reason) {
        boolean settled = reason.equals("Live") || reason.equals("NoReadyEndpoint");
        boolean underWay = !settled && UNDER_WAY.contains(reason);
        assertThat(said("Ready")).isEqualTo(ready);
        assertThat(reason("Ready")).isEqualTo(reason);
        assertThat(said("Reconciling")).isEqualTo(underWay ? "True" : NONE);
        assertThat(said("Stalled")).isEqualTo(settled || underWay ? NONE : "True");
        assertThat(store.status.conditions()).allSatisfy(condition -> {
            assertThat(condition.observedGeneration()).isEqualTo(store.generation);
            assertThat(condition.lastTransitionTime()).isNotNull();
            assertThat(condition.reason()).matches("[A-Z][A-Za-z]*");
            assertThat(condition.message()).isNotBlank();
        });
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row("live and soaked", store -> {}, "True", "Live"),
                row("preparing", store -> store.release("2").until(Phase.PREPARING), "Preparing"),
                row("starting", store -> store.release("2").until(Phase.STARTING), "Starting"),
                row("upgrading", store -> due(store).release("2").until(Phase.UPGRADING), "Upgrading"),
                row("verifying", store -> store.release("2").until(Phase.VERIFYING), "Verifying"),
                row("warming up", store -> store.release("2").until(Phase.WARMING_UP), "WarmingUp"),
                row("waiting for approval", ConditionTableTest::awaitingApproval, "AwaitingApproval"),
                row("cutting over", store -> store.release("2").until(Phase.PROMOTING), "Promoting"),
                row("soaking", store -> store.release("2").until(Phase.SOAKING), "Soaking"),
                row("waiting for un-pause", ConditionTableTest::paused, "Pending"),
                row("going back", ConditionTableTest::goingBack, "RollingBack"),
                row("failed", ConditionTableTest::failed, "VerificationFailed"),
                row("upgrade failed", ConditionTableTest::upgradeFailed, "UpgradeFailed"),
                row("aborted", ConditionTableTest::aborted, "Aborted"),
                row("rolled back", ConditionTableTest::rolledBack, "SoakFailed"),
                row("going back failed", ConditionTableTest::rollbackFailed, "RollbackFailed"),
                row("wrong input", ConditionTableTest::wrongInput, "EnvSecretMissing"),
                row("an upgrade that is overdue", ConditionTableTest::overdue, "UpgradeOverdue"),
                row("an upgrade that vanished", ConditionTableTest::vanished, "Vanished"),
                row("a record that is lost", ConditionTableTest::recordLost, "RecordLost"),
                row("a database that is ahead", ConditionTableTest::databaseAhead, "DatabaseAhead"));
    }

    static Stream<Arguments> firstReleases() {
        return Stream.of(
                arguments("starting", (Consumer<PlayedStore>) store -> store.until(Phase.STARTING), "Starting"),
                arguments("wrong input", (Consumer<PlayedStore>) ConditionTableTest::wrongInput, "EnvSecretMissing"),
                arguments(
                        "failed",
                        (Consumer<PlayedStore>) store -> {
                            store.failingTasks.add(Task.Kind.VERIFY);
                            store.until(Phase.FAILED);
                        },
                        "VerificationFailed"));
    }

    private static Arguments row(String name, Consumer<PlayedStore> play, String reason) {
        return row(name, play, "False", reason);
    }

    private static Arguments row(String name, Consumer<PlayedStore> play, String ready, String reason) {
        return arguments(name, play, ready, reason);
    }

    private static PlayedStore due(PlayedStore store) {
        store.upgradeDue = true;
        return store;
    }

    private static void awaitingApproval(PlayedStore store) {
        store.manual = true;
        store.release("2").until(Phase.AWAITING_APPROVAL);
    }

    private static void paused(PlayedStore store) {
        store.paused = true;
        store.release("2").reconcile();
    }

    private static void rollbackFailed(PlayedStore store) {
        store.release("2").until(Phase.LIVE);
        store.goingBackFailed().reconcile();
    }

    private static void goingBack(PlayedStore store) {
        store.release("2").until(Phase.LIVE);
        store.release("1").until(Phase.ROLLING_BACK);
    }

    private static void failed(PlayedStore store) {
        store.failingTasks.add(Task.Kind.VERIFY);
        store.release("2").until(Phase.FAILED);
    }

    private static void upgradeFailed(PlayedStore store) {
        store.failingSteps.add(Step.UPGRADE);
        due(store).release("2").until(Phase.FAILED);
    }

    private static void aborted(PlayedStore store) {
        store.release("2").until(Phase.STARTING);
        store.abort(store.status.target().release()).until(Phase.ABORTED);
    }

    private static void rolledBack(PlayedStore store) {
        store.release("2").until(Phase.SOAKING);
        store.failingTasks.add(Task.Kind.ROUND);
        store.goOn().goOn().goOn().until(Phase.ROLLING_BACK);
        store.failingTasks.clear();
        store.until(Phase.ROLLED_BACK);
    }

    private static void wrongInput(PlayedStore store) {
        store.problem = Optional.of(new Problem("EnvSecretMissing", "The Secret shop-env does not exist"));
        store.reconcile();
    }

    private static void overdue(PlayedStore store) {
        due(store).release("2").until(Phase.UPGRADING);
        store.now = store.now.plus(Duration.ofHours(2));
        store.reconcile();
    }

    private static void vanished(PlayedStore store) {
        due(store).release("2").until(Phase.UPGRADING);
        store.jobs.values().removeIf(ConditionTableTest::upgrades);
        store.until(Phase.FAILED);
    }

    private static boolean upgrades(JobView job) {
        return job.step() == Step.UPGRADE && !job.finished();
    }

    private static void recordLost(PlayedStore store) {
        store.release("2").until(Phase.STARTING);
        store.sets.computeIfPresent(
                PlayedStore.revision(store.image),
                (revision, set) -> new PlayedStore.Pods(Optional.empty(), set.replicas(), set.ready()));
        store.reconcile();
    }

    private static void databaseAhead(PlayedStore store) {
        upgradeFailed(store);
        store.failingSteps.clear();
        store.release("3").until(Phase.PREPARING).goOn().goOn().reconcile();
    }

    private String said(String type) {
        return found(type).map(ReleaseCondition::status).orElse(NONE);
    }

    private String reason(String type) {
        return found(type).map(ReleaseCondition::reason).orElse(NONE);
    }

    private Optional<ReleaseCondition> found(String type) {
        return store.status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }
}
