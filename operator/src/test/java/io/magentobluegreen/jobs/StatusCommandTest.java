package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit code and text of the status commands: only 0, and 2 with its text, say something about the database. */
class StatusCommandTest {
    private static final String DATABASE = "Run 'setup:upgrade' to update your DB schema and data.";
    private static final String CONFIG = "Config files have changed. Run app:config:import or setup:upgrade command";
    private static final String MODULES = "The modules configuration in the 'app/etc/config.php' file is outdated.";

    @TempDir
    private Path folder;

    static Stream<Arguments> answers() {
        return Stream.of(0, 1, 2, 3, 124, 137, 143, 255)
                .flatMap(code -> Stream.of(
                        Arguments.of("setup:db:status", code, DATABASE, code == 2 ? "" : "StatusUnknown"),
                        Arguments.of("setup:db:status", code, "something", code == 0 ? "" : "StatusUnknown"),
                        Arguments.of("app:config:status", code, CONFIG, code == 2 ? "" : "StatusUnknown"),
                        Arguments.of("app:config:status", code, "something", code == 0 ? "" : "StatusUnknown"),
                        Arguments.of("module:config:status", code, MODULES, ofModules(code, "ModulesOutdated")),
                        Arguments.of("module:config:status", code, "something", ofModules(code, "StatusUnknown"))));
    }

    private static String ofModules(int code, String whenOne) {
        return switch (code) {
            case 0 -> "";
            case 1 -> whenOne;
            default -> "StatusUnknown";
        };
    }

    @ParameterizedTest
    @MethodSource("answers")
    void countsOnlyWithItsText(String command, int exitCode, String text, String reason) {
        JobRun job = JobRun.of("preflight", folder).answer(command, exitCode, text);

        JobRun.Ended ended = job.run();

        if (reason.isEmpty()) {
            ended.passes();
        } else {
            ended.failsWith(reason);
            assertThat(ended.commands()).endsWith(command);
        }
    }

    @Test
    void reportsWhatIsDue() {
        JobRun job = JobRun.of("preflight", folder)
                .answer("setup:db:status", 2, DATABASE)
                .answer("app:config:status", 2, CONFIG);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("database")).isEqualTo("2");
        assertThat(ended.said("config")).isEqualTo("2");
    }

    @Test
    void isUnderstoodInTheMiddleOfMuchNoise() {
        String noise = "echo str_repeat('Deprecated: noise' . PHP_EOL, 20000);";
        JobRun job = JobRun.of("preflight", folder)
                .answer("setup:db:status", noise + " echo " + JobRun.quote(DATABASE) + "; " + noise + " exit(2);");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("database")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void isEndedWhereItHangsAndIgnoresSignals(String shell) {
        JobRun job = JobRun.of("preflight", folder)
                .shell(shell)
                .with("STATUS_TIMEOUT", "3")
                .onlyLimits("setup:db:status")
                .answer("setup:db:status", "pcntl_signal(SIGTERM, SIG_IGN); while (true) { sleep(60); }");

        JobRun.Ended ended = job.run();

        ended.failsWith("StatusTimeout");
        assertThat(ended.said("message")).contains("setup:db:status", "3 s");
    }

    @Test
    void isEndedInTheUpgradeToo() {
        JobRun job = JobRun.of("upgrade", folder)
                .with("STATUS_TIMEOUT", "3")
                .onlyLimits("app:config:status")
                .answer("app:config:status", "while (true) { sleep(60); }");

        JobRun.Ended ended = job.run();

        ended.failsWith("StatusTimeout");
        assertThat(ended.calls())
                .doesNotContain("setup:upgrade --keep-generated")
                .endsWith("lock released");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "upgrade"})
    void isAskedAgainWhileTheDatabaseIsNotReached(String step) {
        JobRun.Ended ended = unreached(step, 2).run();

        ended.passes();
        assertThat(ended.log()).contains("The database was not reached; it is asked again in 0 s.");
    }

    @Test
    void isAskedThreeTimesAtMost() {
        JobRun.Ended ended = unreached("preflight", 9).run();

        ended.failsWith("StatusUnknown");
        assertThat(ended.commands().stream().filter("setup:db:status"::equals)).hasSize(3);
        assertThat(ended.said("error")).isEqualTo("SQLSTATE[HY000] [2002] Connection timed out");
    }

    /** Somebody answered: asking again would change nothing. */
    @Test
    void isAskedOnceWhereTheDatabaseRefuses() {
        JobRun job = JobRun.of("preflight", folder)
                .with("REACH_PAUSE", "0")
                .answer("setup:db:status", 1, "SQLSTATE[HY000] [1045] Access denied");

        assertThat(job.run().commands().stream().filter("setup:db:status"::equals))
                .hasSize(1);
    }

    private JobRun unreached(String step, int times) {
        String counted = JobRun.quote(folder.resolve("asked").toString());
        return JobRun.of(step, folder)
                .with("REACH_PAUSE", "0")
                .answer(
                        "setup:db:status",
                        "$n = (int) @file_get_contents(" + counted + "); file_put_contents(" + counted + ", $n + 1);"
                                + " if ($n < " + times + ") {"
                                + " echo 'SQLSTATE[HY000] [2002] Connection timed out' . PHP_EOL; exit(1); }");
    }

    @Test
    void showsMagentosFirstErrorWithoutTheValuesOfEnv() {
        JobRun job = JobRun.of("preflight", folder)
                .answer(
                        "setup:db:status",
                        255,
                        "noise\n\nIn Mysql.php line 90:\n\n  SQLSTATE[HY000] [1045] Access denied"
                                + " for 'shop' (using " + JobRun.SECRET + ")  \n\nsetup:db:status [-h]");

        JobRun.Ended ended = job.run();

        ended.failsWith("StatusUnknown");
        assertThat(ended.said("error")).isEqualTo("SQLSTATE[HY000] [1045] Access denied for 'shop' (using ***)");
        assertThat(ended.verdict() + ended.log()).doesNotContain(JobRun.SECRET).contains("noise");
    }

    @Test
    void isToldOfATerminalThatBreaksNoMessage() {
        JobRun job = JobRun.of("preflight", folder)
                .answer("setup:db:status", "echo 'width ', getenv('COLUMNS'), PHP_EOL; exit(1);");

        JobRun.Ended ended = job.run();

        assertThat(ended.log()).contains("width 32000");
    }
}
