package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cleaning and purging by type, never the whole database. */
class CacheJobTest {
    private static final String OPTIONS = " --no-interaction --no-ansi";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"dash, ''", "busybox, ''", "dash, config block_html full_page"})
    void cleansEveryTypeOfTheImage(String shell, String types) {
        JobRun job = JobRun.of("clean", folder).shell(shell).with("CACHE_TYPES", types);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.calls())
                .containsExactly("cache:status" + OPTIONS, "cache:clean config block_html full_page" + OPTIONS);
    }

    @Test
    void leavesOutTypesThatTheImageDoesNotKnow() {
        JobRun job = JobRun.of("clean", folder).with("CACHE_TYPES", "db_ddl config page block_html");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.calls()).endsWith("cache:clean config block_html" + OPTIONS);
        assertThat(ended.log()).contains("no cache type db_ddl", "no cache type page");
    }

    @Test
    void cleansNothingWhereTheImageKnowsNoneOfTheTypes() {
        JobRun job = JobRun.of("clean", folder).with("CACHE_TYPES", "db_ddl");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.commands()).containsExactly("cache:status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache:status", "cache:clean"})
    void failsWithMagentosError(String command) {
        JobRun job = JobRun.of("clean", folder).answer(command, 1, "Connection to " + JobRun.SECRET + " refused");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.said("error")).isEqualTo("Connection to *** refused");
    }

    @Test
    void failsWhereTheStatusNamesNoType() {
        JobRun job = JobRun.of("clean", folder).answer("cache:status", 0, "Current status:");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.commands()).containsExactly("cache:status");
    }

    @ParameterizedTest
    @CsvSource({"clean, cache:status, dash", "clean, cache:clean, busybox", "purge, cache:clean, dash"})
    void isEndedWhereItHangs(String step, String command, String shell) {
        JobRun job = JobRun.of(step, folder)
                .shell(shell)
                .with("COMMAND_TIMEOUT", "3")
                .onlyLimits(command)
                .answer(command, "while (true) { sleep(60); }");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandTimeout");
        assertThat(ended.said("message")).contains(command);
    }

    @Test
    void purgesTheFullPageCacheOnly() {
        JobRun job = JobRun.of("purge", folder);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.calls()).containsExactly("cache:clean full_page" + OPTIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRITICAL: Unable to Connect to tcp://varnish:80", "WARNING: 405 Not allowed."})
    void failsWhereVarnishRefusesThePurge(String line) {
        String log =
                "[2026-11-23T10:00:00+00:00] main." + line + " {\"method\":null,\"invalidateInfo\":{\"server\":{}}} []";
        JobRun job = JobRun.of("purge", folder)
                .answer(
                        "cache:clean",
                        "mkdir('var/log'); file_put_contents('var/log/system.log', " + JobRun.quote(log) + ");");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.said("message")).contains("Varnish");
    }

    @Test
    void passesWhereVarnishRefusedAnotherPodsPurge() {
        JobRun job = JobRun.of("purge", folder)
                .write("root/var/log/system.log", "main.WARNING: 405 Not allowed. {\"invalidateInfo\":{}} []\n");

        JobRun.Ended ended = job.run();

        ended.passes();
    }

    @ParameterizedTest
    @CsvSource({"clean, clean-overrides.json", "purge, overrides.json"})
    void hasVarnishHostsOnlyWhereItPurges(String step, String overrides) {
        JobRun job = JobRun.of(step, folder)
                .answer("cache:clean", "echo 'with ', basename(getenv('MAGENTO_BLUEGREEN_OVERRIDES')), '.', PHP_EOL;");

        JobRun.Ended ended = job.run();

        assertThat(ended.log()).contains("with " + overrides + ".");
    }
}
