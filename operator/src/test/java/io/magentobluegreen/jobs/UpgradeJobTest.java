package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The upgrade, from its lock to the status afterwards. */
class UpgradeJobTest {
    private static final String DUE = "Run 'setup:upgrade' to update your DB schema and data.";
    private static final String CONFIG_DUE = "Config files have changed. Run app:config:import";
    private static final String LOCKED = "SQLSTATE[HY000]: General error: 1205 Lock wait timeout exceeded; try again";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void runsOnceUnderTheLockAndIsVerified(String shell) {
        JobRun job = JobRun.of("upgrade", folder).shell(shell);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.calls())
                .containsExactly(
                        "lock held",
                        "module:config:status --no-interaction --no-ansi",
                        "setup:db:status --no-interaction --no-ansi",
                        "app:config:status --no-interaction --no-ansi",
                        "setup:upgrade --keep-generated --no-interaction --no-ansi",
                        "module:config:status --no-interaction --no-ansi",
                        "app:config:status --no-interaction --no-ansi",
                        "setup:db:status --no-interaction --no-ansi",
                        "lock released");
        assertThat(ended.said("command")).isEqualTo("setup:upgrade");
        assertThat(ended.said("attempts")).isEqualTo("1");
        assertThat(ended.said("exitCode")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "", "tomorrow", "-1", "99999999999999999999999"})
    void runsNothingWhenItIsTooLateToBegin(String beginBefore) {
        JobRun job = JobRun.of("upgrade", folder).with("BEGIN_BEFORE", beginBefore);

        JobRun.Ended ended = job.run();

        assertThat(ended.exitCode()).isEqualTo(76);
        assertThat(ended.said("result")).isEqualTo("TooLate");
        assertThat(ended.calls()).isEmpty();
    }

    @Test
    void runsNothingWhenItGetsTooLateWhileItAsks() {
        JobRun job =
                JobRun.of("upgrade", folder).lateWhenAnswered().answer("app:config:status", "touch(\"$folder/late\");");

        JobRun.Ended ended = job.run();

        assertThat(ended.exitCode()).isEqualTo(76);
        assertThat(ended.commands()).doesNotContain("setup:upgrade");
        assertThat(ended.said("command")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void runsNothingWhileTheLockIsHeldElsewhere(String shell) {
        JobRun job = JobRun.of("upgrade", folder).shell(shell).write("answers/lock.php", "<?php exit(75);");

        JobRun.Ended ended = job.run();

        assertThat(ended.exitCode()).isEqualTo(75);
        assertThat(ended.said("result")).isEqualTo("Held");
        assertThat(ended.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit(1);", "echo 'hel', PHP_EOL; exit(1);", "posix_kill(getmypid(), SIGKILL);"})
    void runsNothingWithoutTheLock(String lock) {
        JobRun job = JobRun.of("upgrade", folder)
                .write("answers/lock.php", "<?php fwrite(STDERR, 'SQLSTATE[HY000] " + JobRun.SECRET + "'); " + lock);

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.said("message")).contains("nothing ran").contains("SQLSTATE[HY000] ***");
        assertThat(ended.calls()).isEmpty();
    }

    @Test
    void saysWhatHappenedToTheLock() {
        JobRun job = JobRun.of("upgrade", folder)
                .write("answers/lock.php", "<?php fwrite(STDERR, \"The lock of " + JobRun.SECRET + " is lost\n\");");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.log()).contains("The lock of *** is lost");
    }

    @Test
    void runsNothingWhereTheStatusIsUnknown() {
        JobRun job = JobRun.of("upgrade", folder).answer("setup:db:status", 255, "SQLSTATE[HY000] [2002] refused");

        JobRun.Ended ended = job.run();

        ended.failsWith("StatusUnknown");
        assertThat(ended.commands()).doesNotContain("setup:upgrade");
        assertThat(ended.said("command")).isEqualTo("none");
        assertThat(ended.calls()).endsWith("lock released");
    }

    @ParameterizedTest
    @CsvSource({"0, 2, app:config:import", "2, 0, setup:upgrade", "2, 2, setup:upgrade", "0, 0, none"})
    void runsWhatIsDueByNow(int database, int config, String command) {
        JobRun job = JobRun.of("upgrade", folder)
                .with("UPGRADE_COMMAND", "due")
                .answer("setup:db:status.1", database, database == 2 ? DUE : "fine")
                .answer("app:config:status.1", config, config == 2 ? CONFIG_DUE : "fine");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("command")).isEqualTo(command);
        assertThat(ended.commands()).hasSize(command.equals("none") ? 6 : 7);
    }

    @Test
    void runsWhatTheStatusCommandsDoNotSeeAlthoughTheyAskForNothing() {
        JobRun job = JobRun.of("upgrade", folder).with("UPGRADE_COMMAND", "setup:upgrade");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.commands()).containsOnlyOnce("setup:upgrade");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 124, 137, 143, 255})
    void failsWithMagentosExitCodeAndIsNotTriedAgain(int exitCode) {
        JobRun job = JobRun.of("upgrade", folder)
                .answer("setup:upgrade", exitCode, "Module 'Acme_ErrorLog':\nDatabase error near " + JobRun.SECRET);

        JobRun.Ended ended = job.run();

        ended.failsWith("UpgradeFailed");
        assertThat(ended.said("exitCode")).isEqualTo("" + exitCode);
        assertThat(ended.said("attempts")).isEqualTo("1");
        assertThat(ended.said("error")).isEqualTo("Database error near ***");
        assertThat(ended.calls()).endsWith("lock released");
        assertThat(ended.log() + ended.verdict()).doesNotContain(JobRun.SECRET);
    }

    @Test
    void triesAgainAfterLockTimeouts() {
        JobRun job = JobRun.of("upgrade", folder)
                .answer("setup:upgrade.1", 1, LOCKED)
                .answer("setup:upgrade.2", 1, "SQLSTATE[HY000]: General error: 1205 Beim Warten auf eine Sperre");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("attempts")).isEqualTo("3");
        assertThat(ended.verdict()).doesNotContain("error");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'', 3", "soon, 3"})
    void waitsForATableAsLongAsTheJobSaysAndNeverForEver(String said, String waits) {
        JobRun job = JobRun.of("upgrade", folder)
                .with("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", said)
                .answer(
                        "setup:upgrade",
                        "exit(getenv('MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT') === '" + waits + "' ? 0 : 1);");

        JobRun.Ended ended = job.run();

        ended.passes();
    }

    @Test
    void givesUpAfterAsManyLockTimeoutsAsItMay() {
        JobRun job = JobRun.of("upgrade", folder).with("LOCK_RETRIES", "2").answer("setup:upgrade", 1, LOCKED);

        JobRun.Ended ended = job.run();

        ended.failsWith("UpgradeFailed");
        assertThat(ended.said("attempts")).isEqualTo("3");
        assertThat(ended.said("error")).startsWith("SQLSTATE[HY000]: General error: 1205");
    }

    @Test
    void isNotTriedAgainOnceDataPatchesRan() {
        JobRun job = JobRun.of("upgrade", folder)
                .answer("setup:upgrade", 1, "Schema creation/updates:\nData install/update:\n" + LOCKED);

        JobRun.Ended ended = job.run();

        ended.failsWith("UpgradeFailed");
        assertThat(ended.said("attempts")).isEqualTo("1");
    }

    @Test
    void isNotTriedAgainWithoutTheLock() {
        JobRun job = JobRun.of("upgrade", folder)
                .write(
                        "answers/lock.php",
                        "<?php echo \"held\\n\"; while (!is_file(\"$folder/let-go\")) usleep(20000); exit(1);")
                .answer(
                        "setup:upgrade",
                        "touch(\"$folder/let-go\"); while (!glob(getenv('TMPDIR') . '/*/lock.ended')) usleep(20000);"
                                + " echo '" + LOCKED + "'; exit(1);");

        JobRun.Ended ended = job.run();

        ended.failsWith("UpgradeFailed");
        assertThat(ended.said("attempts")).isEqualTo("1");
    }

    @Test
    void passesWithNoiseAfterSuccess() {
        JobRun job = JobRun.of("upgrade", folder)
                .answer("setup:upgrade", 0, "Data install/update:\nDone.\nWarning: error in " + LOCKED + "\nexception");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("attempts")).isEqualTo("1");
    }

    @Test
    void keepsLittleOfAnOutputOfAHundredMegabytes() throws Exception {
        String size = "array_sum(array_map('filesize', glob(getenv('TMPDIR') . '/*/*')))";
        JobRun job = JobRun.of("upgrade", folder)
                .answer(
                        "setup:upgrade",
                        "$m = str_repeat('Module \\'Acme_Error\\': ', 500); for ($i = 0; $i < 10000; $i++) echo $m, $i % 9 ? '' : PHP_EOL;"
                                + " file_put_contents(\"$folder/size\", " + size
                                + "); echo 'Data install/update:'; exit(0);");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(Files.size(folder.resolve("log"))).isGreaterThan(100_000_000L);
        assertThat(Long.parseLong(job.read("answers/size"))).isLessThan(200_000);
        assertThat(ended.verdict().length()).isLessThan(4096);
    }

    @Test
    void findsTheEndOfAHugeFailingOutput() {
        JobRun job = JobRun.of("upgrade", folder)
                .answer(
                        "setup:upgrade",
                        "for ($i = 0; $i < 200000; $i++) echo \"Module 'Acme_Core$i':\\n\"; echo str_repeat('x', 3000000), \"\\n"
                                + LOCKED + "\\n\"; exit($time > 1 ? 0 : 1);");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("attempts")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void runsInAReadOnlyImageAsAnyUser(String shell) {
        JobRun job = JobRun.of("upgrade", folder).shell(shell).inReadOnlyImage();

        JobRun.Ended ended = job.run();

        ended.passes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root/app/etc/config.php", "root/app/etc", "root/var"})
    void runsNothingWhereMagentoCouldNotWrite(String path) {
        JobRun job = JobRun.of("upgrade", folder).inReadOnlyImage().protect(path);

        JobRun.Ended ended = job.run();

        ended.failsWith("WriteProtected");
        assertThat(ended.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root/app/etc/.magento-job", "root/var/.magento-job"})
    void runsNothingOnAFullDisk(String probe) throws Exception {
        JobRun job = JobRun.of("upgrade", folder);
        Files.createSymbolicLink(folder.resolve(probe), Path.of("/dev/full"));

        JobRun.Ended ended = job.run();

        Files.deleteIfExists(folder.resolve(probe));
        ended.failsWith("WriteProtected");
        assertThat(ended.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'cache' => ['frontend' => ['default' => ['backend' => 'Magento\\\\Framework\\\\Cache\\\\Backend\\\\Redis']]]",
                "'cache' => ['frontend' => ['custom' => ['backend' => 'Cm_Cache_Backend_Redis']]]",
                "'http_cache_hosts' => [['host' => 'varnish']]",
                "'http_cache_hosts' => null"
            })
    void runsNothingWithACacheThatOthersShare(String section) {
        JobRun job = JobRun.of("upgrade", folder)
                .write("release/env.php", "<?php return [" + section + "] + ['http_cache_hosts' => []];");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.said("message")).contains("cache of its own");
        assertThat(ended.calls()).isEmpty();
    }
}
