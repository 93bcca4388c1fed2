package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Step;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What phase is said of a store at each step: the mapping as it is written on the page. */
class PhasesTest {
    private static final String TABLE = """
            0 | Pending
            1 | Preparing
            2 | Preparing
            2a | Preparing
            3 | Starting
            6 | Upgrading
            6a | Upgrading
            7 | Upgrading
            7a | Upgrading
            8 | Verifying
            8, check Jobs | Verifying
            9 | WarmingUp
            10 | AwaitingApproval
            11, size | Promoting
            11, cleaning | Promoting
            11, pages | Promoting
            11, proof | Promoting
            12, 13 | Soaking
            14 | Live
            R | RollingBack
            after R | RolledBack
            RollbackFailed | Failed
            """;

    @TestFactory
    Stream<DynamicTest> saysWhatThePageSays() {
        return TABLE.lines()
                .map(line -> line.split(" \\| "))
                .map(cells -> DynamicTest.dynamicTest(
                        cells[0] + " | " + cells[1],
                        () -> assertThat(phase(at(cells[0]))).isEqualTo(cells[1])));
    }

    private static String phase(World world) {
        return Operator.in(world).plan().phase().text();
    }

    private static World at(String step) {
        return switch (step) {
            case "0" -> Shop.empty(Spec.WHOLE);
            case "1" -> Shop.releasing(Step.PREPARE);
            case "2" -> runs(Step.PREPARE, Step.PREFLIGHT);
            case "2a" -> Shop.releasing(Step.DECIDE);
            case "3" ->
                Happy.until(
                        Shop.releasing(Step.START), world -> world.sets().get(B).replicas() > 0);
            case "6" -> runs(Step.UPGRADE, Step.UPGRADE);
            case "6a" -> runs(Step.UPGRADE, Step.CLEAN_LIVE);
            case "7" -> runs(Step.CLEAN, Step.CLEAN);
            case "7a" -> runs(Step.REINDEX, Step.REINDEX);
            case "8" -> Shop.releasing(Step.VERIFY);
            case "8, check Jobs" -> runs(Step.CHECK_JOBS, Step.CHECK_JOBS);
            case "9" -> Shop.releasing(Step.WARM_UP);
            case "10" -> Shop.releasing(Step.APPROVAL);
            case "11, size" -> Shop.releasing(Step.CUTOVER_SIZE);
            case "11, cleaning" -> runs(Step.CUTOVER_SIZE, Step.CUTOVER_CLEAN);
            case "11, pages" -> Shop.releasing(Step.CUTOVER_WARM);
            case "11, proof" -> Situations.flipped();
            default -> later(step);
        };
    }

    private static World later(String step) {
        return switch (step) {
            case "12, 13" -> Situations.proven();
            case "14" -> Shop.live(Spec.WHOLE, A, B);
            case "R" -> Situations.standsBack(Situations.commanded(), Step.BACK_CHECK);
            case "after R" -> wentBack();
            case "RollbackFailed" -> rollbackFailed();
            default -> throw new AssertionError("no such step: " + step);
        };
    }

    private static World runs(Step from, Step job) {
        return Happy.until(Shop.releasing(from), world -> Situations.runs(world, job));
    }

    private static World wentBack() {
        World proven = Happy.until(
                Happy.live(Situations.commanded(), A),
                world -> Shop.record(world, A).promoting().isEmpty());
        return Shop.operated(proven);
    }

    private static World rollbackFailed() {
        World live = Shop.live(Spec.WHOLE, A, B);
        return Shop.change(
                live,
                builder -> builder.record(
                        B, Shop.record(live, B).end(Outcome.ROLLBACK_FAILED, "RollbackFailed", "why", World.NOW)));
    }
}
