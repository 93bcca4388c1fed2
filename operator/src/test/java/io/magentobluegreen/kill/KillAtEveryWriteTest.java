package io.magentobluegreen.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.kill.door.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator's process is killed right before or right after one of its writes, and the next one carries on. Each build takes a sample
 * of the points; {@code -Dkill.points=all} takes all of them and writes what it did into {@code target/kills}.
 */
@NeedsRealApiServer
class KillAtEveryWriteTest {
    private static final boolean ALL = "all".equals(System.getProperty("kill.points"));
    /** How many writes a course has differs: states of which a person is told may be skipped. */
    private static final int ENOUGH_WITHOUT = 3;

    @TempDir
    private Path folder;

    static Stream<Lane> lanes() {
        return ALL ? Lane.all() : Lane.sample();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lanes")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingWhereverTheOperatorDies(Lane lane) throws IOException {
        List<String> died = new ArrayList<>();
        try (Deaths deaths = new Deaths(folder, lane.course().get())) {
            int without = 0;
            for (Point point : lane.points()) {
                Optional<String> write = deaths.die(point).map(last -> point + ": " + last);
                write.ifPresent(died::add);
                without = write.isPresent() ? 0 : without + 1;
                report(lane, died, deaths.summary());
                if (without == ENOUGH_WITHOUT) {
                    break;
                }
            }
        }
        assertThat(died).hasSizeGreaterThanOrEqualTo(lane.least());
    }

    private static void report(Lane lane, List<String> died, String summary) throws IOException {
        Path file = Path.of("target", "kills", lane.name().replaceAll("\\W+", "-") + ".txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", died) + "\n" + died.size() + " deaths, " + summary + "\n");
    }
}
