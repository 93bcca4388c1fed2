package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The deadlines that no field sets, and the waits that have none: each as the page names it. */
class DeadlinesTest {
    private static final String TABLE = """
            preflight | PT10M | Failed
            start | PT10M | Failed
            clean | PT5M | Failed
            clean at the cutover | PT5M | Failed
            cleaning in R | PT10S | goes on
            proof | PT30S | RolledBack
            R | PT10M | RollbackFailed
            automatic R | PT10M | RollbackFailed
            upgrade | PT1H | UpgradeOverdue
            reindex | PT1H | ReindexOverdue
            soak | PT45M | SoakUnproven
            """;

    private static final String ENDLESS = """
            approval
            lock
            pause
            DatabaseAhead
            6a
            a shared dependency in soak
            """;

    private static final Duration A_MONTH = Duration.ofDays(30);

    @TestFactory
    Stream<DynamicTest> endsAsThePageSays() {
        return TABLE.lines()
                .map(line -> line.split(" \\| "))
                .map(cells -> DynamicTest.dynamicTest(
                        String.join(" | ", cells), () -> ends(cells[0], Duration.parse(cells[1]), cells[2])));
    }

    private static void ends(String wait, Duration limit, String said) {
        // Given
        World world = waiting(wait);
        // When
        Plan before = at(world, limit.minusSeconds(1));
        Plan after = at(world, limit.plus(margin(wait)));
        // Then
        assertThat(outcome(before)).isEmpty();
        assertThat(before.stall()).isEmpty();
        switch (said) {
            case "goes on" -> assertThat(written(after)).anyMatch(record -> record.passed(Step.BACK_CLEAN));
            case "UpgradeOverdue", "ReindexOverdue", "SoakUnproven" -> isOnlyOverdue(after, said);
            default -> assertThat(outcome(after)).map(Outcome::text).contains(said);
        }
    }

    /** What ends by itself at the deadline is given time to say so. */
    private static Duration margin(String wait) {
        return switch (wait) {
            case "preflight", "clean", "clean at the cutover" -> Deadlines.GRACE;
            case "proof" -> Deadlines.PROOF;
            default -> Duration.ZERO;
        };
    }

    private static void isOnlyOverdue(Plan plan, String reason) {
        assertThat(plan.stall()).contains(reason);
        assertThat(outcome(plan)).isEmpty();
        assertThat(plan.actions()).noneMatch(action -> action instanceof Action.DeleteJob);
    }

    @TestFactory
    Stream<DynamicTest> waitsWithoutEnd() {
        return ENDLESS.lines()
                .map(wait -> DynamicTest.dynamicTest(wait, () -> {
                    // When
                    Plan plan = at(endless(wait), A_MONTH);
                    // Then
                    assertThat(outcome(plan)).isEmpty();
                    assertThat(plan.message()).isNotBlank();
                }));
    }

    private static World waiting(String wait) {
        return switch (wait) {
            case "preflight" -> running(Step.PREPARE, Step.PREFLIGHT);
            case "start" ->
                Happy.until(
                        Shop.releasing(Step.START), world -> world.sets().get(B).replicas() > 0);
            case "clean" -> running(Step.CLEAN, Step.CLEAN);
            case "clean at the cutover" -> running(Step.CUTOVER_SIZE, Step.CUTOVER_CLEAN);
            case "cleaning in R" ->
                running(Situations.standsBack(Situations.commanded(), Step.BACK_CLEAN), Step.BACK_CLEAN);
            case "proof" -> Situations.flipped();
            case "R" -> unready(Situations.standsBack(Situations.commanded(), Step.BACK_SIZE));
            case "automatic R" -> unready(Situations.soakFailed());
            case "upgrade" -> running(Step.UPGRADE, Step.UPGRADE);
            case "reindex" -> running(Step.REINDEX, Step.REINDEX);
            case "soak" -> Situations.proven();
            default -> throw new AssertionError("no such wait: " + wait);
        };
    }

    private static World endless(String wait) {
        return switch (wait) {
            case "approval" -> Shop.releasing(Step.APPROVAL);
            case "lock" -> lockHeld();
            case "pause" -> Shop.paused(Shop.releasing(Step.VERIFY));
            case "DatabaseAhead" -> databaseAhead();
            case "6a" ->
                Shop.operated(
                        Happy.until(Shop.releasing(Step.UPGRADE), world -> Situations.runs(world, Step.CLEAN_LIVE)));
            case "a shared dependency in soak" -> sharedDependency();
            default -> throw new AssertionError("no such wait: " + wait);
        };
    }

    private static World running(Step from, Step job) {
        return running(Shop.releasing(from), job);
    }

    private static World running(World from, Step job) {
        return Happy.until(from, world -> Situations.runs(world, job));
    }

    private static World unready(World world) {
        World.Dep set = world.sets().get(A);
        return Shop.change(world, builder -> builder.sets.put(A, new World.Dep(set.record(), set.replicas(), 0)));
    }

    private static World lockHeld() {
        World runs = running(Step.UPGRADE, Step.UPGRADE);
        return Shop.ending(
                runs, Step.UPGRADE, new Verdict(Verdict.Result.HELD, "LockHeld", "held elsewhere", Map.of()));
    }

    private static World databaseAhead() {
        World failed = Shop.ending(running(Step.UPGRADE, Step.UPGRADE), Step.UPGRADE, Surroundings.failed());
        World newer = Shop.wanting(Shop.change(failed, builder -> builder.level = 2), C);
        return Happy.until(newer, world -> Shop.standsAt(world, C, Step.DECIDE));
    }

    private static World sharedDependency() {
        World failing = Shop.answering(Shop.operated(Situations.proven()), Task.Kind.ROUND, Answer.State.FAILED);
        return Shop.answering(failing, "compare", Answer.State.FAILED);
    }

    private static Plan at(World world, Duration later) {
        return ReleasePlanner.decide(world.want(), world.seen(), World.NOW.plus(later));
    }

    private static Stream<SetRecord> written(Plan plan) {
        return plan.actions().stream()
                .filter(Action.WriteRecord.class::isInstance)
                .map(action -> ((Action.WriteRecord) action).record());
    }

    /** How the plan ends a release; none of a record that had ended so before. */
    private static Optional<Outcome> outcome(Plan plan) {
        Map<Outcome, Ending> endings = new LinkedHashMap<>();
        written(plan)
                .flatMap(record -> record.ending().stream())
                .filter(ending -> ending.at().isAfter(World.NOW))
                .forEach(ending -> endings.put(ending.outcome(), ending));
        return endings.keySet().stream().findFirst();
    }
}
