package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a pause, a newer image, a going back, an abort or a deletion does at each step: the table as it is written on the
 * page, and every cell of it for every situation that its row covers.
 */
class StepsTableTest {
    private static final String TABLE = """
            steps 0–5, 6 before its resume | held | superseded at once | superseded / aborted | stops
            6 running | goes on to its verdict | after its verdict | after its verdict | finalizer until its end
            6a | goes on | first | first | –
            7–10, 11 before the write | held | superseded | superseded / aborted | stops
            flip written | proof, flip back, 12 go on | after the proof | after the proof | stops
            13 soak | goes on, rolls back | waits for its end | at once | stops
            14 | scaling down and collecting held | goes on | goes on, but never touches R's target | –
            R | an automatic or commanded one goes on; one asked for by the spec is held | after R | – | stops
            """;

    private static final Map<String, Cell> CELLS = Map.ofEntries(
            Map.entry("held", Cells::held),
            Map.entry("superseded at once", Cells::superseded),
            Map.entry("superseded", Cells::superseded),
            Map.entry("superseded / aborted", Cells::supersededOrAborted),
            Map.entry("stops", Cells::stops),
            Map.entry("goes on to its verdict", Cells::goesOnToItsVerdict),
            Map.entry("after its verdict", Cells::afterItsVerdict),
            Map.entry("finalizer until its end", Cells::finalizerUntilItsEnd),
            Map.entry("first", Cells::cleansLiveFirst),
            Map.entry("proof, flip back, 12 go on", Cells::proofGoesOn),
            Map.entry("after the proof", Cells::afterTheProof),
            Map.entry("goes on, rolls back", Cells::soakGoesOn),
            Map.entry("waits for its end", Cells::waitsForTheEndOfTheSoak),
            Map.entry("at once", Cells::leavesTheSoakAtOnce),
            Map.entry("scaling down and collecting held", Cells::retentionIsHeld),
            Map.entry("goes on, but never touches R's target", Cells::neverTouchesTheTarget),
            Map.entry(
                    "an automatic or commanded one goes on; one asked for by the spec is held",
                    Cells::goesBackUnlessTheSpecAsked),
            Map.entry("after R", Cells::afterGoingBack));

    /** A cell of the table: what has to hold after the change. */
    interface Cell {
        void holds(Case at);
    }

    /** One situation, one change to it. */
    record Case(String row, String situation, World before, String column, World after) {}

    /** The columns of the page; a column that names two changes is both. */
    private static List<Map<String, UnaryOperator<World>>> columns() {
        return List.of(
                Map.of("paused", Shop::paused, "wanted revision unknown", world -> Shop.wanting(world, "")),
                Map.of("a newer image", world -> Shop.wanting(world, C)),
                Map.of("going back", world -> Shop.wanting(world, A), "abort", StepsTableTest::aborting),
                Map.of("resource deleted", Shop::deleted));
    }

    private static World aborting(World world) {
        return Shop.find(world, B)
                .map(SetRecord::release)
                .map(release -> Shop.commanding(world, Shop.abort(release.toString())))
                .orElse(world);
    }

    static Stream<String> rows() {
        return TABLE.lines();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void decidesAsThePageSays(String line) {
        List<String> cells = List.of(line.split(" \\| "));
        String row = cells.get(0);
        Cases cases = new Cases();
        Situations.of(row).forEach((name, world) -> {
            for (int i = 0; i < columns().size(); i++) {
                String said = cells.get(i + 1);
                columns().get(i).forEach((column, change) -> {
                    Case at = new Case(row, name, world, column, change.apply(world));
                    cases.add(
                            at.situation() + " | " + at.column() + " | " + said,
                            () -> cell(at, said).holds(at));
                });
            }
        });
        cases.hold();
    }

    private static Cell cell(Case at, String said) {
        return switch (at.row() + ": " + said) {
            case "6a: goes on" -> Cells::cleansLiveFirst;
            case "14: goes on" -> Cells::retentionGoesOn;
            case "6a: –" -> Cells::stops;
            case "14: –" -> Cells::doesNothing;
            case "R: –" -> Cells::comesToRest;
            default -> CELLS.get(said);
        };
    }

    /** The last row: the guard restores in every situation of every other row, whatever the column says. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void guardsAlways(String line) {
        Cases cases = new Cases();
        Situations.of(line.split(" \\| ")[0])
                .forEach((name, world) -> columns()
                        .forEach(column -> column.forEach((change, changing) -> cases.add(
                                name + " | " + change + " | guard", () -> Cells.guards(changing.apply(world))))));
        cases.hold();
    }

    @Test
    void coversEveryStepThatARecordCanStandAt() {
        // When
        Set<Step> covered = EnumSet.noneOf(Step.class);
        TABLE.lines()
                .flatMap(line -> Situations.of(line.split(" \\| ")[0]).values().stream())
                .flatMap(world -> world.sets().values().stream())
                .flatMap(set -> set.record().stream())
                .forEach(record -> covered.add(record.step()));
        // Then: the others are chores, which move no release on
        assertThat(EnumSet.complementOf(EnumSet.copyOf(covered)))
                .containsExactlyInAnyOrder(Step.CLEAN_LIVE, Step.PUBLISH, Step.PURGE);
    }
}
