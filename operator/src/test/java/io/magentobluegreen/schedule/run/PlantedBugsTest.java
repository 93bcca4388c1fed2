package io.magentobluegreen.schedule.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.schedule.bug.PlantedBugs;
import io.magentobluegreen.schedule.world.Seams;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules find bugs: each of many operators with one of its own breaks a promise in one of the first ten thousand. Each build
 * leaves out those that take long; {@code -Dplanted.bugs=all} takes all.
 */
@Execution(ExecutionMode.SAME_THREAD)
class PlantedBugsTest {
    private static final int MOST = 10_000;
    private static final boolean ALL = "all".equals(System.getProperty("planted.bugs"));

    private static Silence silence;
    private static Player sound;

    @BeforeAll
    static void begin() {
        silence = new Silence();
        sound = new Player(Seams.SOUND);
    }

    @AfterAll
    static void end() {
        silence.close();
    }

    static Stream<String> bugs() {
        return PlantedBugs.all().keySet().stream().filter(bug -> ALL || !PlantedBugs.isSlow(bug));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void areFound(String bug) {
        Player player = sound.with(PlantedBugs.all().get(bug));

        OptionalLong finds = LongStream.range(PlantedBugs.first(bug), MOST)
                .filter(seed -> player.broken(seed).isPresent())
                .findFirst();

        assertThat(finds).isPresent();
        assertThat(sound.broken(finds.getAsLong()))
                .as("the same schedule without the bug")
                .isEmpty();
    }

    @Test
    void areShownByTheShortestSchedule() {
        Player player = sound.with(PlantedBugs.all().get("the finalizer goes with the resource"));

        Player.Failure failure = LongStream.range(0, MOST)
                .mapToObj(player::failure)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();

        assertThat(player.broken(failure.beginning(), failure.picks())).contains(failure.broken());
        assertThat(failure.picks().size()).isLessThanOrEqualTo(3);
        assertThat(player.trace(failure)).contains("a person does act").endsWith(failure.toString());
    }
}
