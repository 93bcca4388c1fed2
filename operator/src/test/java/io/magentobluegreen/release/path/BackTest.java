package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Step R: what is done before the traffic goes back, and when it is given up. */
class BackTest {
    private static final Verdict FAILURE = new Verdict(Verdict.Result.FAILED, "CleanFailed", "no cache", Map.of());

    private static Plan plan(World world) {
        return planAfter(world, Duration.ZERO);
    }

    private static Plan planAfter(World world, Duration time) {
        return ReleasePlanner.decide(world.want(), world.seen(), World.NOW.plus(time));
    }

    private static World sized(World world, String revision, int replicas, int ready) {
        return Shop.change(
                world,
                builder -> builder.set(
                        revision, new World.Dep(builder.sets.get(revision).record(), replicas, ready)));
    }

    private static World recording(World world, String revision, UnaryOperator<SetRecord> change) {
        return Shop.change(world, builder -> builder.record(revision, change.apply(Shop.record(world, revision))));
    }

    private static World touched(World world) {
        String job = "another Job";
        return Shop.change(
                world,
                builder -> builder.ledger(builder.ledger
                        .orElseThrow()
                        .touched("C", "cccccccccc-3", job)
                        .ended(job, Ledger.FAILED)
                        .cleaned(job)));
    }

    private static List<String> announced(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Announce.class::isInstance)
                .map(action -> ((Action.Announce) action).reason())
                .toList();
    }

    private static SetRecord written(Plan plan, String revision) {
        return plan.actions().stream()
                .filter(Action.WriteRecord.class::isInstance)
                .map(Action.WriteRecord.class::cast)
                .filter(write -> write.revision().equals(revision))
                .map(Action.WriteRecord::record)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no record of " + revision + " in " + plan));
    }

    private static boolean writes(Plan plan, String revision) {
        return plan.actions().stream()
                .anyMatch(action -> action instanceof Action.WriteRecord write
                        && write.revision().equals(revision));
    }

    @Nested
    @DisplayName("By itself")
    class Automatic {
        private final World failed = recording(
                Shop.live(Spec.PLAIN, A, B),
                B,
                record -> record.end(Outcome.ROLLED_BACK, "SoakFailed", "a page fails", World.NOW));

        @Test
        void itFlipsAsSoonAsOnePodIsReady() {
            Plan plan = plan(sized(failed, A, 2, 1));
            assertThat(plan.actions())
                    .anyMatch(action ->
                            action instanceof Action.Flip flip && flip.to().equals(A));
            assertThat(announced(plan)).containsExactly("RolledBack");
            assertThat(plan.message()).startsWith("Going back to " + A + "-1: ");
        }

        @Test
        void itBringsTheSetBeforeToLivesSizeAndWaitsForAPod() {
            World cold = sized(failed, A, 0, 0);
            assertThat(plan(cold).actions()).containsExactly(new Action.Scale(A, 2, Shop.record(failed, A)));
            assertThat(plan(sized(failed, A, 1, 0)).actions())
                    .containsExactly(new Action.Scale(A, 2, Shop.record(failed, A)));
            Plan waiting = plan(sized(failed, A, 2, 0));
            assertThat(waiting.actions()).isEmpty();
            assertThat(waiting.stall()).isEmpty();
            assertThat(waiting.message()).startsWith("Going back to " + A + "-1: ");
            assertThat(waiting.wake()).contains(Deadlines.BACK);
        }

        @Test
        void itIsGivenUpWhereTheDatabaseWasTouchedSince() {
            Plan plan = plan(touched(failed));
            assertThat(plan.stall()).contains("RollbackFailed");
            assertThat(plan.message()).startsWith("What was live before may not serve by itself now: ");
            assertThat(written(plan, B).outcome()).contains(Outcome.ROLLBACK_FAILED);
            assertThat(writes(plan, A)).isFalse();
            assertThat(announced(plan)).containsExactly("RollbackFailed");
        }

        @Test
        void itIsGivenUpWhereNoPodGetsReady() {
            World unready = sized(failed, A, 2, 0);
            assertThat(planAfter(unready, Deadlines.BACK.minusSeconds(1)).stall())
                    .isEmpty();
            Plan plan = planAfter(unready, Deadlines.BACK);
            assertThat(plan.message()).isEqualTo("The set before it has no ready pod");
            assertThat(written(plan, B).outcome()).contains(Outcome.ROLLBACK_FAILED);
        }
    }

    @Nested
    @DisplayName("Asked for by a command")
    class Commanded {
        private final World asked = Shop.commanding(Shop.live(Spec.PLAIN, A, B), Shop.rollback(B + "-2"));

        private World at(Step step) {
            return Happy.until(asked, world -> Shop.standsAt(world, A, step));
        }

        @Test
        void itBeginsWithANumberOfItsOwn() {
            World marked = Happy.until(
                    asked, world -> Shop.record(world, B).outcome().equals(Optional.of(Outcome.ROLLED_BACK)));
            Plan plan = plan(marked);
            assertThat(announced(plan)).containsExactly("RollbackStarted");
            assertThat(written(plan, A).release()).hasToString(A + "-3");
            assertThat(written(plan, A).step()).isEqualTo(Step.BACK_SIZE);
        }

        @Test
        void itBringsTheSetToLivesSizeAndWaitsForItsPods() {
            World begun = at(Step.BACK_SIZE);
            assertThat(plan(sized(begun, A, 1, 1)).actions())
                    .containsExactly(new Action.Scale(A, 2, Shop.record(begun, A)));
            Plan waiting = plan(sized(begun, A, 2, 1));
            assertThat(waiting.actions()).isEmpty();
            assertThat(waiting.message()).startsWith("Waiting for the pods of " + A);
        }

        @Test
        void itSaysHowItsCleaningEnded() {
            World cleaning = Happy.until(at(Step.BACK_CLEAN), Commanded::runsAJob);
            Plan done = plan(ending(cleaning, Verdict.passed(Map.of())));
            assertThat(written(done, A).fact(Step.BACK_CLEAN, "result")).isEqualTo("done");
            assertThat(announced(done)).isEmpty();
            Plan failed = plan(ending(cleaning, FAILURE));
            assertThat(written(failed, A).fact(Step.BACK_CLEAN, "result")).isEqualTo("failed");
            assertThat(announced(failed)).containsExactly("RollbackCleanFailed");
            Plan late = planAfter(cleaning, Deadlines.BACK_CLEAN);
            assertThat(written(late, A).fact(Step.BACK_CLEAN, "result")).isEqualTo("late");
            assertThat(late.message()).isEqualTo("its cleaning took too long");
            assertThat(announced(late)).containsExactly("RollbackCleanFailed");
        }

        private static boolean runsAJob(World world) {
            return world.jobs().values().stream().anyMatch(Commanded::runs);
        }

        private static boolean runs(JobView job) {
            return job.step() == Step.BACK_CLEAN && !job.finished() && !job.suspended();
        }

        private static World ending(World world, Verdict verdict) {
            JobView running = world.jobs().values().stream()
                    .filter(Commanded::runs)
                    .findFirst()
                    .orElseThrow();
            return Shop.change(world, builder -> Surroundings.finish(builder, running, verdict));
        }

        @Test
        void itAsksThePagesUntilTheyAreFit() {
            World asking =
                    Happy.until(at(Step.BACK_CHECK), world -> !rounds(world).isEmpty());
            Task task = rounds(asking).keySet().iterator().next();
            Plan passed = plan(Shop.change(asking, builder -> Surroundings.answer(builder, task, true)));
            assertThat(written(passed, A).passed(Step.BACK_CHECK)).isTrue();
            assertThat(written(passed, A).imageId()).isEqualTo("id");
            World refuted = Shop.change(asking, builder -> Surroundings.answer(builder, task, false));
            Duration rest = Deadlines.AGAIN.dividedBy(4);
            Duration since = Duration.between(rounds(refuted).get(task).at(), World.NOW);
            Plan resting = planAfter(refuted, rest.minus(since).minusMillis(1));
            assertThat(resting.actions()).isEmpty();
            assertThat(resting.message()).startsWith("The set to go back to is not fit yet: ");
            assertThat(planAfter(refuted, rest.minus(since)).actions())
                    .containsExactly(new Action.Forget(task), new Action.Ask(task));
        }

        private static Map<Task, Answer> rounds(World world) {
            return world.answers().entrySet().stream()
                    .filter(entry -> entry.getKey().kind() == Task.Kind.ROUND)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        @Test
        void itWaitsWhereTheFlipMayNotBeWritten() {
            World unfit = recording(
                    at(Step.BACK_FLIP),
                    A,
                    record -> record.end(Outcome.FAILED, "VerificationFailed", "a page fails", World.NOW));
            Plan plan = plan(unfit);
            assertThat(plan.actions()).isEmpty();
            assertThat(plan.message()).endsWith(": " + A + " never passed every gate");
            assertThat(plan.wake()).isPresent();
        }

        @Test
        void givingItUpPutsBothSetsToRest() {
            World unready = sized(at(Step.BACK_SIZE), A, 2, 1);
            Plan plan = planAfter(unready, Deadlines.BACK);
            assertThat(plan.stall()).contains("RollbackFailed");
            assertThat(written(plan, B).outcome()).contains(Outcome.ROLLBACK_FAILED);
            assertThat(written(plan, A).step()).isEqualTo(Step.RETAIN);
            assertThat(written(plan, A).outcome()).contains(Outcome.PROMOTED);
        }
    }

    @Test
    void givenUpForTheSpecItIsTheTargetThatIsUnfit() {
        World asked = Shop.wanting(Shop.live(Spec.PLAIN, A, B), A);
        World begun = Happy.until(asked, world -> Shop.standsAt(world, A, Step.BACK_SIZE));
        Plan plan = planAfter(sized(begun, A, 2, 1), Deadlines.BACK);
        assertThat(plan.stall()).contains("RollbackFailed");
        assertThat(writes(plan, B)).isFalse();
        assertThat(written(plan, A).ending().orElseThrow().reason()).isEqualTo("RollbackTargetUnfit");
        assertThat(written(plan, A).outcome()).contains(Outcome.FAILED);
    }
}
