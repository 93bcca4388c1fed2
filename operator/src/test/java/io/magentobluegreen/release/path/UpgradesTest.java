package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An upgrade that may run is settled before anything else, whatever has become of its Job. */
class UpgradesTest {
    static final World RUNNING = Happy.until(
            Shop.releasing(Step.UPGRADE),
            world -> jobOf(world).filter(World::runs).isPresent());
    static final JobView JOB = jobOf(RUNNING).orElseThrow();

    static Optional<JobView> jobOf(World world) {
        return world.jobs().values().stream()
                .filter(job -> job.step() == Step.UPGRADE)
                .filter(job -> job.release().startsWith(B))
                .findFirst();
    }

    private static Plan settle(World world) {
        return settleAfter(world, Duration.ZERO).orElseThrow();
    }

    private static Optional<Plan> settleAfter(World world, Duration time) {
        return new Upgrades(new Turn(world.want(), world.seen(), World.NOW.plus(time))).settle();
    }

    private static World with(Consumer<Builder> change) {
        return Shop.change(RUNNING, change);
    }

    private static World ended(Verdict verdict) {
        return with(builder -> Surroundings.finish(builder, JOB, verdict));
    }

    private static Ledger ledger() {
        return RUNNING.ledger().orElseThrow();
    }

    /** Another upgrade Job, which no attempt knows. */
    private static JobView stray(String release, boolean suspended, boolean cancelled, boolean owned) {
        Optional<Verdict> verdict = suspended ? Optional.empty() : Optional.of(Verdict.passed(Map.of()));
        return new JobView(
                "stray",
                "stray-uid",
                release,
                Step.UPGRADE,
                1,
                "C",
                "",
                suspended,
                cancelled,
                verdict,
                verdict.map(known -> World.NOW),
                owned);
    }

    /** Nothing of the release's own upgrade is left to settle. */
    private static World settled() {
        return Happy.until(
                Shop.releasing(Step.VERIFY),
                world -> settleAfter(world, Duration.ZERO).isEmpty());
    }

    private static World settledWith(JobView job) {
        return Shop.change(settled(), builder -> builder.jobs.put(job.name(), job));
    }

    @Test
    void waitsForThePodOfADeletedJobBeforeItIsGivenUp() {
        World pod = with(builder -> {
            builder.jobs.clear();
            builder.orphans = 1;
        });
        assertThat(settle(pod).actions()).isEmpty();
        assertThat(settle(pod).message()).isEqualTo("The upgrade's Job was deleted; waiting for its pod to end");
        World gone = with(builder -> builder.jobs.clear());
        assertThat(settle(gone).actions())
                .containsExactly(new Action.WriteLedger(ledger().ended(JOB.uid(), Ledger.VANISHED)));
    }

    @Test
    void writesAVerdictOnlyWhenNoPodRunsAnyMore() {
        World passed = ended(Verdict.passed(Map.of()));
        World pod = Shop.change(passed, builder -> builder.orphans = 1);
        assertThat(settle(pod).actions()).isEmpty();
        assertThat(settle(pod).message()).isEqualTo("Waiting for the upgrade's pod to end");
        assertThat(settle(passed).actions())
                .containsExactly(new Action.WriteLedger(ledger().succeeded(JOB.uid(), JOB.image(), JOB.subject())));
    }

    @Test
    void knowsAFailureFromWhatNeverRan() {
        assertThat(settle(ended(Surroundings.failed())).actions())
                .containsExactly(new Action.WriteLedger(ledger().ended(JOB.uid(), Ledger.FAILED)));
        Verdict held = new Verdict(Verdict.Result.HELD, "LockHeld", "the lock is held", Map.of());
        assertThat(settle(ended(held)).actions()).containsExactly(new Action.WriteLedger(ledger().takeBack(JOB.uid())));
        Verdict none = new Verdict(Verdict.Result.FAILED, "Unpacked", "no command", Map.of("command", "none"));
        assertThat(settle(ended(none)).actions()).containsExactly(new Action.WriteLedger(ledger().takeBack(JOB.uid())));
    }

    @Test
    void keepsTheResourceWhileItRunsWhoeverTookTheFinalizerOff() {
        World off = with(builder -> builder.finalizer = false);
        assertThat(settle(off).actions()).containsExactly(new Action.AddFinalizer());
        assertThat(settle(with(builder -> builder.finalizer = true)).actions()).isEmpty();
    }

    @Test
    void saysThatItIsOverdueAndLetsItRun() {
        Duration timeout = RUNNING.want().upgrade().timeout();
        Instant since = Shop.record(RUNNING, B).since();
        Duration left = Duration.between(World.NOW, since.plus(timeout));
        Plan before = settleAfter(RUNNING, left.minusSeconds(1)).orElseThrow();
        assertThat(before.stall()).isEmpty();
        assertThat(before.wake()).isPresent();
        assertThat(before.wake().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        Plan after = settleAfter(RUNNING, left).orElseThrow();
        assertThat(after.stall()).contains("UpgradeOverdue");
        assertThat(after.actions()).isEmpty();
    }

    @Test
    void saysNothingOfAnAttemptThatStandsElsewhere() {
        World elsewhere =
                with(builder -> builder.record(B, Shop.record(RUNNING, B).at(Step.VERIFY, World.NOW)));
        Plan plan = settleAfter(elsewhere, Duration.ofDays(1)).orElseThrow();
        assertThat(plan.stall()).isEmpty();
        assertThat(plan.message()).startsWith("Waiting for the upgrade Job ");
    }

    @Test
    void takesBackAJobThatNoAttemptHasAUseFor() {
        JobView waits = stray(C + "-9", true, false, true);
        assertThat(settle(settledWith(waits)).actions())
                .containsExactly(new Action.CancelUpgrade("stray", "stray-uid"));
        JobView cancelled = stray(C + "-9", true, true, true);
        assertThat(settle(settledWith(cancelled)).actions())
                .containsExactly(new Action.DeleteJob("stray", "stray-uid"));
    }

    @Test
    void takesItsLineInTheLedgerBackBeforeACancelledJobIsDeleted() {
        World open = Shop.change(settled(), builder -> {
            builder.jobs.put("stray", stray(C + "-9", true, true, true));
            builder.ledger(builder.ledger.orElseThrow().touched("C", C + "-9", "stray-uid"));
        });
        assertThat(settle(open).actions())
                .containsExactly(
                        new Action.WriteLedger(open.ledger().orElseThrow().takeBack("stray-uid")));
        World fresh = Shop.change(open, builder -> builder.jobs.put("stray", stray(C + "-9", true, false, true)));
        assertThat(settle(fresh).actions()).containsExactly(new Action.CancelUpgrade("stray", "stray-uid"));
    }

    @Test
    void keepsTheJobThatItsAttemptIsAboutToResume() {
        World waits = Happy.until(
                Shop.releasing(Step.UPGRADE),
                world -> jobOf(world).filter(JobView::suspended).isPresent());
        assertThat(settleAfter(waits, Duration.ZERO)).isEmpty();
        World ended = Shop.change(
                waits,
                builder -> builder.record(
                        B, Shop.record(waits, B).end(Outcome.SUPERSEDED, "Superseded", "another image", World.NOW)));
        JobView job = jobOf(waits).orElseThrow();
        assertThat(settle(ended).actions()).containsExactly(new Action.CancelUpgrade(job.name(), job.uid()));
    }

    @Test
    void givesAFinishedJobItsOwnerOrDeletesThatOfAPredecessor() {
        assertThat(settle(settledWith(stray(B + "-2", false, false, false))).actions())
                .containsExactly(new Action.OwnUpgrade("stray", "stray-uid"));
        assertThat(settle(settledWith(stray("0000000000-1", false, false, false)))
                        .actions())
                .containsExactly(new Action.DeleteJob("stray", "stray-uid"));
        assertThat(settleAfter(settledWith(stray(B + "-2", false, false, true)), Duration.ZERO))
                .isEmpty();
        assertThat(settleAfter(settledWith(stray(A + "-1", false, false, true)), Duration.ZERO))
                .isEmpty();
    }

    @Test
    void tellsWhatALenientUpgradeLetPass() {
        World known = Shop.change(
                ended(Verdict.passed(Map.of("complaint", "Declarative Schema"))),
                builder -> builder.ledger(ledger().succeeded(JOB.uid(), JOB.image(), JOB.subject())));
        assertThat(settle(known).actions())
                .anySatisfy(action -> assertThat(action).isInstanceOfSatisfying(Action.Announce.class, told -> {
                    assertThat(told.reason()).isEqualTo("SchemaComplaint");
                    assertThat(told.message()).endsWith("Declarative Schema");
                }));
        World silent = Shop.change(
                ended(Verdict.passed(Map.of())),
                builder -> builder.ledger(ledger().succeeded(JOB.uid(), JOB.image(), JOB.subject())));
        assertThat(settle(silent).actions()).hasSize(2);
    }
}
