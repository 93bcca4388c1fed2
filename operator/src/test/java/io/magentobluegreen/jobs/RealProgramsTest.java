package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.RealMariaDb;
import io.magentobluegreen.manifest.job.JobVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script with the env.php wrapper, the programs beside it and a real MariaDB: only Magento is scripted. */
class RealProgramsTest {
    private static final String LOCK = "SELECT COALESCE(IS_USED_LOCK('magento-bluegreen.job_shop'), 0)";
    private static final String WAITS = "while (!is_file(\"$folder/go\")) usleep(20000); ";

    /** What Magento's installer does to a table, on a connection of env.php. */
    private static final String ALTERS = "$c = (require 'app/etc/env.php')['db']['connection']['default'];"
            + " $db = new PDO('mysql:host=127.0.0.1;port=' . explode(':', $c['host'])[1] . ';dbname=' . $c['dbname'],"
            + " $c['username'], $c['password']); foreach (explode(';', $c['initStatements']) as $s) trim($s) && $db->exec($s);"
            + " try { $db->exec('ALTER TABLE product ADD COLUMN note' . $time . ' INT'); }"
            + " catch (PDOException $e) { echo 'Schema creation/updates:', PHP_EOL, $e->getMessage(), PHP_EOL; exit(1); }";

    @TempDir
    private Path folder;

    private RealMariaDb database;

    @BeforeEach
    void createDatabase() {
        database = RealMariaDb.shared();
        database.createDatabase("job_shop", JobRun.SECRET);
        database.sql("CREATE TABLE job_shop.product (id INT PRIMARY KEY); INSERT INTO job_shop.product VALUES (1)");
    }

    /** The connection of whoever reads a table for long; empty while nobody does. */
    private String reader() {
        return database.sql("SELECT id FROM information_schema.processlist WHERE info = 'SELECT SLEEP(100)'")
                .trim();
    }

    private JobRun job(String step) {
        return JobRun.of(step, folder).withRealPrograms("127.0.0.1:" + database.port(), "job_shop");
    }

    @Test
    void findsAllFactsOfAPreflight() {
        JobRun.Ended ended = preflight().run();

        ended.passes();
        JobVerdict verdict = JobVerdict.read("preflight", ended.exitCode(), ended.verdict());
        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.PASSED);
        assertThat(verdict.facts())
                .containsOnlyKeys("config", "database", "databaseIdentity", "setupDigest", "varnish")
                .containsEntry("varnish", "false");
        assertThat(verdict.fact("setupDigest")).matches("[0-9a-f]{64}");
        assertThat(verdict.fact("databaseIdentity")).matches("[0-9a-f]{64}");
    }

    @Test
    void findsThatTheDatabaseIsNewer() {
        database.sql(
                "CREATE TABLE job_shop.setup_module (module VARCHAR(50), schema_version VARCHAR(50),"
                        + " data_version VARCHAR(50)); INSERT INTO job_shop.setup_module VALUES ('Acme_Core', '1.2.0', '1.2.0')");

        JobRun.Ended ended = preflight().run();

        ended.passes();
        assertThat(ended.said("databaseNewer")).contains("Acme_Core");
    }

    @Test
    void isNotMisledByAPhpThatComplainsAtItsStart() {
        database.sql(
                "CREATE TABLE job_shop.setup_module (module VARCHAR(50), schema_version VARCHAR(50),"
                        + " data_version VARCHAR(50)); INSERT INTO job_shop.setup_module VALUES ('Acme_Core', '1.2.0', '1.2.0')");

        JobRun.Ended ended = complaining(preflight()).run();

        ended.passes();
        assertThat(ended.log()).contains("Unable to load dynamic library");
        assertThat(ended.said("setupDigest")).matches("[0-9a-f]{64}");
        assertThat(ended.said("databaseIdentity")).matches("[0-9a-f]{64}");
        assertThat(ended.said("databaseNewer")).contains("Acme_Core");
    }

    @Test
    void takesTheLockWithAPhpThatComplainsAtItsStart() {
        JobRun.Ended ended = complaining(job("upgrade")).run();

        ended.passes();
        assertThat(ended.commands()).contains("setup:upgrade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "clean"})
    void namesTheErrorAndNotWhatPhpComplainsOfAtItsStart(String step) {
        JobRun job = complaining(job(step))
                .answer("setup:upgrade", 1, "Access denied")
                .answer("cache:clean", 1, "Access denied");

        JobRun.Ended ended = job.run();

        assertThat(ended.said("error")).isEqualTo("Access denied");
    }

    @Test
    void namesTheDatabasesErrorAndNotWhatPhpComplainsOfAtItsStart() {
        database.sql("ALTER USER 'job_shop'@'%' IDENTIFIED BY 'another'");

        JobRun.Ended ended = complaining(job("upgrade")).run();

        assertThat(ended.said("error")).startsWith("The database of env.php answers with error 1045");
    }

    /** As official images have it: no php.ini, so that everything goes to standard output, and an extension named twice. */
    private JobRun complaining(JobRun job) {
        return job.write(
                        "ini/complain.ini",
                        "display_errors=1\ndisplay_startup_errors=1\nlog_errors=0\nextension=gone\n")
                .with("PHP_INI_SCAN_DIR", ":" + folder.resolve("ini"));
    }

    @Test
    void saysThatTheDatabaseIsOutOfReach() {
        database.sql("ALTER USER 'job_shop'@'%' IDENTIFIED BY 'another'");

        JobRun.Ended ended = preflight().run();

        ended.failsWith("DatabaseUnreachable");
        assertThat(ended.said("message")).contains("1045");
    }

    private JobRun preflight() {
        return job("preflight")
                .write("root/app/etc/config.php", "<?php return ['modules' => ['Acme_Core' => 1]];")
                .write(
                        "root/app/code/Acme/Core/etc/module.xml",
                        "<config><module name=\"Acme_Core\" setup_version=\"1.1.0\"/></config>")
                .write(
                        "root/app/code/Acme/Core/registration.php",
                        "<?php \\Magento\\Framework\\Component\\ComponentRegistrar::register('module', 'Acme_Core', __DIR__);");
    }

    @Test
    void holdsTheLockDuringTheUpgradeAndNoLonger() {
        JobRun job = job("upgrade").answer("setup:upgrade", WAITS);
        Process process = started(job);

        String during = database.sql(LOCK).trim();
        job.write("answers/go", "");
        JobRun.Ended ended = job.await(process);

        ended.passes();
        assertThat(during).isNotEqualTo("0");
        assertThat(database.sql(LOCK).trim()).isEqualTo("0");
    }

    @Test
    void waitsForNobodyWhoHoldsTheLock() {
        Path other = folder.resolve("other");
        JobRun first = JobRun.of("upgrade", other)
                .withRealPrograms("127.0.0.1:" + database.port(), "job_shop")
                .answer("setup:upgrade", WAITS);
        Process process = started(first);

        JobRun.Ended second = job("upgrade").run();
        first.write("answers/go", "");

        assertThat(second.exitCode()).isEqualTo(75);
        assertThat(second.said("result")).isEqualTo("Held");
        assertThat(second.calls()).isEmpty();
        first.await(process).passes();
    }

    @Test
    void triesAgainUntilATableIsUnlocked() {
        JobRun job = job("upgrade").with("LOCK_PAUSE", "1").answer("setup:upgrade", ALTERS);
        CompletableFuture.runAsync(
                () -> database.sql("START TRANSACTION; SELECT * FROM job_shop.product; SELECT SLEEP(100); COMMIT"));
        await().until(() -> !reader().isEmpty());
        Process process = job.start();
        await().until(() -> job.log().contains("A table stayed locked"));
        database.sql("KILL " + reader());

        JobRun.Ended ended = job.await(process);

        ended.passes();
        assertThat(Integer.parseInt(ended.said("attempts"))).isGreaterThan(1);
        assertThat(ended.log()).contains("1205 Lock wait timeout exceeded");
        assertThat(database.sql("SHOW COLUMNS FROM job_shop.product")).contains("note");
    }

    @Test
    void goesOnWhenTheLocksConnectionIsKilled() {
        JobRun job = job("upgrade").answer("setup:upgrade", WAITS);
        Process process = started(job);

        database.sql("KILL " + database.sql(LOCK).trim());
        job.write("answers/go", "");
        JobRun.Ended ended = job.await(process);

        ended.passes();
    }

    @Test
    void blanksThePasswordInLogAndVerdict() {
        JobRun job = job("upgrade")
                .answer("setup:upgrade", 1, "Access denied for job_shop (using " + JobRun.SECRET + "), an error");

        JobRun.Ended ended = job.run();

        ended.failsWith("UpgradeFailed");
        assertThat(ended.said("error")).startsWith("Access denied for").contains("***");
        assertThat(ended.log() + ended.verdict()).doesNotContain(JobRun.SECRET);
    }

    @Test
    void blanksAValueLongerThanTheErrorThatIsKept() {
        String secret = "A1b2".repeat(800);
        JobRun job = job("upgrade");
        job.write("base.php", job.read("base.php").replace("0123456789abcdef0123456789abcdef", secret))
                .answer("setup:upgrade", 1, "Cannot use <" + secret + ">");

        JobRun.Ended ended = job.run();

        assertThat(ended.said("error")).startsWith("Cannot use <***");
        assertThat(ended.log() + ended.verdict()).doesNotContain("A1b2");
    }

    @Test
    void blanksAHundredMegabytes() throws Exception {
        JobRun job = job("upgrade")
                .answer(
                        "setup:upgrade",
                        "$m = str_repeat('Module: " + JobRun.SECRET + " ', 400);"
                                + " for ($i = 0; $i < 10000; $i++) echo $m, $i % 9 ? '' : PHP_EOL; echo 'Data install/update:';");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(Files.size(folder.resolve("log"))).isGreaterThan(40_000_000L);
        assertThat(ended.log()).contains("Module: *** Module: ***").doesNotContain(JobRun.SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "<?php return [ # EnvSyntaxError",
                "<?php return 5; # EnvNotArray",
                "<?php throw new Exception('no'); # EnvBroken",
                "<?php exit(0); # EnvBroken"
            })
    void saysHowEnvIsBroken(String base, String reason) {
        JobRun preflight = job("preflight").write("base.php", base);

        JobRun.Ended ended = preflight.run();

        ended.failsWith(reason);
        assertThat(ended.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "clean", "reindex", "purge"})
    void runsTheOtherStepsWithoutAWordOfABrokenEnv(String step) {
        JobRun job = job(step).write("base.php", "<?php $password = '" + JobRun.SECRET + "'; return [");

        JobRun.Ended ended = job.run();

        assertThat(ended.log() + ended.verdict()).doesNotContain(JobRun.SECRET);
        assertThat(ended.json().has("result")).isTrue();
    }

    @Test
    void runsNothingWhereTheDatabaseDoesNotLetItIn() {
        database.sql("ALTER USER 'job_shop'@'%' IDENTIFIED BY 'another'");

        JobRun.Ended ended = job("upgrade").run();

        ended.failsWith("CommandFailed");
        assertThat(ended.said("message")).contains("nothing ran", "1045");
        assertThat(ended.calls()).isEmpty();
    }

    private static Process started(JobRun job) {
        Process process = job.start();
        await().until(() -> job.read("answers/calls").contains("setup:upgrade "));
        return process;
    }
}
