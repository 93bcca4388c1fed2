package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.status.ReleaseCondition;
import io.magentobluegreen.api.status.VerificationStatus;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the status says in each row of the table of conditions, and that it says nothing that time alone changes. */
class StatusReportTest {
    private final PlayedStore store = new PlayedStore();

    @Test
    void isReadyAndNeitherReconcilingNorStalledWhenLiveAndSoaked() {
        store.until(Phase.LIVE);

        assertThat(store.status.conditions())
                .filteredOn(condition -> condition.status().equals("True"))
                .extracting(ReleaseCondition::type)
                .containsExactly("Available", "Ready", "Upgraded", "Verified", "TrafficSwitched");
        assertThat(found("Reconciling")).isEmpty();
        assertThat(found("Stalled")).isEmpty();
    }

    @Test
    void isReconcilingAndNotYetLiveDuringTheFirstRelease() {
        store.until(Phase.STARTING);

        assertThat(of("Available").status()).isEqualTo("False");
        assertThat(of("Available").reason()).isEqualTo("NotYetLive");
        assertThat(of("Ready").reason()).isEqualTo("Starting");
        assertThat(of("Reconciling").status()).isEqualTo("True");
        assertThat(found("Stalled")).isEmpty();
    }

    @Test
    void isReconcilingWhileItSoaks() {
        store.until(Phase.SOAKING);

        assertThat(of("Available").status()).isEqualTo("True");
        assertThat(of("Ready").reason()).isEqualTo("Soaking");
        assertThat(of("Reconciling").reason()).isEqualTo("Soaking");
        assertThat(of("TrafficSwitched").status()).isEqualTo("True");
    }

    @Test
    void isStalledAndStillAvailableWhenTheReleaseFailed() {
        store.until(Phase.LIVE);
        store.failingTasks.add(Task.Kind.VERIFY);

        store.release("2").until(Phase.FAILED);

        assertThat(of("Available").status()).isEqualTo("True");
        assertThat(of("Ready").reason()).isEqualTo("VerificationFailed");
        assertThat(of("Stalled").reason()).isEqualTo("VerificationFailed");
        assertThat(found("Reconciling")).isEmpty();
        assertThat(store.status.verification())
                .isEqualTo(new VerificationStatus(11, 12, "/cart answered 500; 11 of 12 checks passed"));
    }

    @Test
    void isNotReadyWhenLiveHasNoReadyEndpoint() {
        store.until(Phase.LIVE);

        store.sets.replaceAll((name, set) -> new PlayedStore.Pods(set.record(), set.replicas(), 0));
        store.reconcile();

        assertThat(of("Available").reason()).isEqualTo("NoReadyEndpoint");
        assertThat(of("Ready").reason()).isEqualTo("NoReadyEndpoint");
        assertThat(found("Reconciling")).isEmpty();
        assertThat(found("Stalled")).isEmpty();
    }

    @Test
    void isNotAvailableWhenTheServiceSelectsSomethingElse() {
        store.until(Phase.LIVE);

        store.selectorChanged = true;
        store.reconcile();

        assertThat(of("Available").reason()).isEqualTo("SelectorChanged");
    }

    @Test
    void isStalledByWrongInputEvenWhileItSoaks() {
        store.until(Phase.SOAKING);

        store.problem = Optional.of(new Problem("EnvKeyMissing", "The Secret has no key env.php"));
        store.reconcile();

        assertThat(store.status.phase()).isEqualTo("Soaking");
        assertThat(store.status.message()).isEqualTo("The Secret has no key env.php");
        assertThat(of("Stalled").reason()).isEqualTo("EnvKeyMissing");
        assertThat(of("Ready").reason()).isEqualTo("EnvKeyMissing");
        assertThat(found("Reconciling")).isEmpty();
    }

    @Test
    void isNotReadyWhenTheSoakEndedWithoutAWayBack() {
        store.until(Phase.SOAKING);
        store.failingTasks.add(Task.Kind.ROUND);
        store.goOn().goOn();

        store.until(Phase.LIVE);

        assertThat(of("Ready").status()).isEqualTo("False");
        assertThat(of("Stalled").reason()).isEqualTo("SoakFailed");
    }

    @Test
    void isReconcilingWhileTheUpgradeOfAnAbandonedReleaseRuns() {
        store.until(Phase.LIVE);
        store.upgradeDue = true;
        store.release("2").until(Phase.UPGRADING);

        store.release("1").reconcile();

        assertThat(of("Ready").reason()).isEqualTo("Upgrading");
        assertThat(of("Reconciling").status()).isEqualTo("True");
    }

    @Test
    void isStalledWhenWhatServesNeverEndedWell() {
        store.until(Phase.LIVE);
        String revision = PlayedStore.revision(store.image);
        PlayedStore.Pods pods = store.sets.get(revision);
        var superseded = pods.record().map(record -> record.end(Outcome.SUPERSEDED, "Superseded", "left", store.now));

        store.sets.put(revision, new PlayedStore.Pods(superseded, pods.replicas(), pods.ready()));
        store.reconcile();

        assertThat(of("Available").status()).isEqualTo("True");
        assertThat(of("Stalled").reason()).isEqualTo("Superseded");
    }

    @Test
    void saysTheSameAtAnyTime() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        var before = store.status;

        store.now = store.now.plus(Duration.ofMinutes(7));
        store.reconcile();

        assertThat(store.status).isEqualTo(before);
    }

    @Test
    void readsBackWhatItWrote() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);

        assertThat(store.readBack()).isEqualTo(store.status);
        assertThat(store.object().toString())
                .doesNotContainPattern("\\d\\d[.]\\d+Z")
                .containsPattern(":\\d\\dZ");
    }

    @Test
    void keepsTheTimeOfATransitionWhileTheStatusStays() {
        store.until(Phase.LIVE);
        Instant since = of("Available").lastTransitionTime();

        store.release("2").until(Phase.LIVE);

        assertThat(of("Available").lastTransitionTime()).isEqualTo(since);
        assertThat(of("Ready").lastTransitionTime()).isAfter(since);
        assertThat(store.status.conditions())
                .allSatisfy(
                        condition -> assertThat(condition.observedGeneration()).isEqualTo(2));
        assertThat(store.status.observedGeneration()).isEqualTo(2);
    }

    @Test
    void namesTargetAndNextReleaseForTheCommands() {
        store.until(Phase.LIVE);
        store.manual = true;

        store.release("2").until(Phase.AWAITING_APPROVAL);

        String revision = PlayedStore.revision(store.image);
        assertThat(store.status.target().release()).isEqualTo(revision + "-2");
        assertThat(store.status.target().next()).isEqualTo(revision + "-3");
        assertThat(store.status.target().shortImage()).isEqualTo("shop/php:2");
        assertThat(store.status.target().colour()).isEqualTo("green");
        assertThat(store.status.live().release()).endsWith("-1");
        assertThat(store.status.live().shortImage()).isEqualTo("shop/php:1");
    }

    @Test
    void saysUntilWhenARollbackIsWarmAndNothingAfterwards() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        Instant cutover = store.live.orElseThrow().cutoverAt();
        assertThat(store.status.rollback().until())
                .isEqualTo(StatusReport.second(cutover).plus(Duration.ofHours(1)));
        assertThat(store.status.rollback().summary()).matches("blue until 11:\\d\\dZ");
        assertThat(of("RollbackAvailable").reason()).isEqualTo("PreviousIsWarm");

        store.now = store.now.plus(Duration.ofHours(2));
        store.reconcile();

        assertThat(store.status.rollback().until()).isNull();
        assertThat(store.status.rollback().summary()).isNull();
        assertThat(store.status.rollback().possible()).isTrue();
        assertThat(of("RollbackAvailable").reason()).isEqualTo("PreviousIsCold");
    }

    @Test
    void offersNoRollbackToAReleaseThatWasRolledBack() {
        store.until(Phase.LIVE).release("2").until(Phase.SOAKING);
        store.failingTasks.add(Task.Kind.ROUND);
        store.goOn().goOn().goOn().until(Phase.ROLLING_BACK);
        store.failingTasks.clear();

        store.until(Phase.ROLLED_BACK);

        assertThat(of("RollbackAvailable").reason()).isEqualTo("PreviousMayNotServe");
        assertThat(store.status.rollback().possible()).isFalse();
        assertThat(store.status.rollback().summary()).isNull();
    }

    @Test
    void tellsSinceWhenTheUpgradeJobRuns() {
        Instant began = Instant.parse("2026-11-24T11:11:11Z");
        store.until(Phase.LIVE);
        store.upgradeDue = true;
        store.release("2").until(Phase.UPGRADING);

        store.jobs.replaceAll((name, job) -> job.step() == Step.UPGRADE ? job.running(Optional.of(began)) : job);
        store.reconcile();

        assertThat(store.status.upgrade().startedAt()).isEqualTo(began);
    }

    @Test
    void keepsWhatAFailedUpgradeSaidAfterItsJobIsGone() {
        store.until(Phase.LIVE);
        store.upgradeDue = true;
        store.failingSteps.add(Step.UPGRADE);
        store.upgradeFacts.put("exitCode", "1");
        store.upgradeFacts.put("error", "SQLSTATE[42S02]");
        store.release("2").until(Phase.FAILED);
        var said = store.status.upgrade();

        store.jobs.clear();
        store.reconcile();

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.error()).isEqualTo("SQLSTATE[42S02]");
        assertThat(said.finishedAt()).isAfter(said.startedAt());
        assertThat(store.status.upgrade()).isEqualTo(said);
        assertThat(of("Upgraded").reason()).isEqualTo("UpgradeFailed");
    }

    @Test
    void asksForAPersonWhenTheDatabaseIsAhead() {
        store.until(Phase.LIVE);
        store.upgradeDue = true;
        store.failingSteps.add(Step.UPGRADE);
        store.release("2").until(Phase.FAILED);
        store.failingSteps.clear();

        store.release("3").until(Phase.PREPARING);
        store.goOn().goOn().reconcile();

        assertThat(of("Stalled").reason()).isEqualTo("DatabaseAhead");
        assertThat(store.status.upgrade().required()).isTrue();
        assertThat(store.status.upgrade().why()).contains("acceptDatabaseOf: registry.example.com/shop/php:2");
    }

    @Test
    void saysThatWhatWasAdoptedServes() {
        store.until(Phase.STARTING);
        LiveRecord.Adopted before = new LiveRecord.Adopted(Map.of("app", "shop"), "8080");
        store.live = Optional.of(LiveRecord.adopting(before));

        store.reconcile();
        assertThat(of("Available").reason()).isEqualTo("NoReadyEndpoint");

        store.adoptedReady = 1;
        store.reconcile();
        assertThat(of("Available").status()).isEqualTo("True");
        assertThat(of("Available").reason()).isEqualTo("AdoptedServes");
        assertThat(of("Ready").status()).isEqualTo("False");
    }

    @Test
    void saysHowAFailedRollbackIsTriedAgain() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        store.goingBackFailed().reconcile();

        assertThat(of("Stalled").reason()).isEqualTo("RollbackFailed");
        assertThat(of("Stalled").message()).endsWith("magento-bluegreen.io/rollback=" + again() + ")");
        assertThat(of("RollbackAvailable").status()).isEqualTo("True");
        assertThat(of("RollbackAvailable").message()).contains("status.target.next");

        store.rollBack(again()).until(Phase.ROLLING_BACK);
        store.until(Phase.ROLLED_BACK);
        assertThat(store.status.live().image()).endsWith(":1");
    }

    private String again() {
        return store.status.live().release() + "/" + store.status.target().next();
    }

    @Test
    void saysThatOnlyTheSpecLeadsBackWhereARollbackFailedAndAnotherImageIsAskedFor() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        store.goingBackFailed().reconcile();
        store.failingTasks.add(Task.Kind.VERIFY);

        store.release("3").until(Phase.FAILED);

        assertThat(of("RollbackAvailable").status()).isEqualTo("False");
        assertThat(of("RollbackAvailable").reason()).isEqualTo("RollbackFailed");
    }

    private ReleaseCondition of(String type) {
        return found(type).orElseThrow(() -> new AssertionError(type + " is absent: " + store.status.conditions()));
    }

    private Optional<ReleaseCondition> found(String type) {
        return store.status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }
}
