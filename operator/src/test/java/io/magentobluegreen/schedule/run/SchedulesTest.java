package io.magentobluegreen.schedule.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.schedule.chance.Picks;
import io.magentobluegreen.schedule.world.Seams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
 * The operator under whatever may happen: calls that fail before and after they were carried out, deaths, two leaders, late
 * events, pods and Jobs that fail, people who change everything. Each build plays a thousand schedules; the command of
 * {@link Schedules} plays as many as it is told to.
 */
@Execution(ExecutionMode.SAME_THREAD)
class SchedulesTest {
    private static final int EACH_BUILD = 1_000;
    private static final String KNOWN = "/schedules/known.txt";

    private static Silence silence;
    private static Player player;

    @BeforeAll
    static void begin() {
        silence = new Silence();
        player = new Player(Seams.SOUND);
    }

    @AfterAll
    static void end() {
        silence.close();
    }

    @Test
    void keepsItsPromisesWhateverHappens() {
        Optional<Player.Failure> failure = LongStream.range(0, EACH_BUILD)
                .mapToObj(player::failure)
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(failure.map(player::trace)).isEmpty();
    }

    /** {@code <beginning> <picks>}, each under a line that says what was found by it. */
    static Stream<String> known() throws IOException {
        try (InputStream file = SchedulesTest.class.getResourceAsStream(KNOWN)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void keepsThemWhereItDidNotOnce(String line) {
        String[] parts = line.split(" ", 2);

        assertThat(player.broken(Integer.parseInt(parts[0]), Picks.parse(parts[1])))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void playsASeedTheSameAgain(long seed) {
        assertThat(player.lines(seed)).isEqualTo(player.lines(seed)).contains("faults end");
    }

    static LongStream seeds() {
        return LongStream.of(2, 418, 4883);
    }
}
