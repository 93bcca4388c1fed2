package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What preflight asks, in which order, and what it says. */
class PreflightJobTest {
    private static final String VALIDATOR = "/framework/Module/Plugin/DbStatusValidator.php";
    private static final String DETECTOR = "/Model/Plugin/ConfigChangeDetector.php";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void passesWithAllFactsWhenNothingIsDue(String shell) {
        JobRun job = JobRun.of("preflight", folder).shell(shell);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.verdict())
                .isEqualTo(
                        "{\"step\":\"preflight\",\"result\":\"Passed\",\"database\":0,\"config\":0,\"setupDigest\":\""
                                + "ab".repeat(32)
                                + "\",\"varnish\":true,\"databaseIdentity\":\"00ff\"}");
        assertThat(ended.commands()).containsExactly("module:config:status", "setup:db:status", "app:config:status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox"})
    void needsOnlyVarAndTmpOfAReadOnlyImage(String shell) {
        JobRun job = JobRun.of("preflight", folder).shell(shell).inReadOnlyImage();

        JobRun.Ended ended = job.run();

        ended.passes();
    }

    @Test
    void saysWhatIsWrongWithEnvBeforeAnythingRuns() {
        JobRun job = JobRun.of("preflight", folder)
                .write(
                        "answers/inspect-env.json",
                        "{\"reason\":\"CacheNotShared\",\"message\":\"Caches are on files: use Redis.\"}");

        JobRun.Ended ended = job.run();

        ended.failsWith("CacheNotShared");
        assertThat(ended.said("message")).isEqualTo("Caches are on files: use Redis.");
        assertThat(ended.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PHP Fatal error",
                "[]",
                "{\"reason\":5,\"message\":{}}",
                "{\"result\":\"Passed\"}",
                "{\"result\":\"Pas"
            })
    void saysThatEnvIsBrokenWhereItsInspectionSaysNothing(String output) {
        JobRun job = JobRun.of("preflight", folder).write("answers/inspect-env.json", output);

        JobRun.Ended ended = job.run();

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said("result")).isEqualTo("Failed");
        assertThat(ended.said("reason")).isEqualTo("EnvBroken");
    }

    @Test
    void fitsAnySentenceIntoTheTerminationMessage() {
        String message = "\uD83D\uDE00".repeat(3000);
        JobRun job = JobRun.of("preflight", folder)
                .write("answers/inspect-env.json", "{\"reason\":\"EnvBroken\",\"message\":\"" + message + "\"}");

        JobRun.Ended ended = job.run();

        assertThat(ended.verdict().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(2000, 4096);
        assertThat(ended.said("message")).startsWith("\uD83D\uDE00");
    }

    @Test
    void refusesAnImageWithoutStaticContent() {
        JobRun job = JobRun.of("preflight", folder).write("root/pub/static/deployed_version.txt", "");

        JobRun.Ended ended = job.run();

        ended.failsWith("StaticContentMissing");
        assertThat(ended.calls()).isEmpty();
    }

    @Test
    void refusesAnImageWithoutGeneratedMetadata() {
        JobRun job = JobRun.of("preflight", folder).without("root/generated/metadata/global.php");

        JobRun.Ended ended = job.run();

        ended.failsWith("GeneratedMissing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vendor/magento" + VALIDATOR, "vendor/magento/module-deploy" + DETECTOR})
    void refusesCodeThatDoesNotKnowTheFlag(String plugin) {
        JobRun job = JobRun.of("preflight", folder).write("root/" + plugin, "<?php class Older {}");

        JobRun.Ended ended = job.run();

        ended.failsWith("FlagUnsupported");
    }

    @Test
    void refusesCodeWithoutThePluginsOfTheFlag() {
        JobRun job = JobRun.of("preflight", folder)
                .without("root/vendor/magento" + VALIDATOR)
                .without("root/vendor/magento/module-deploy" + DETECTOR);

        JobRun.Ended ended = job.run();

        ended.failsWith("FlagUnsupported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vendor/mage-os", "lib/internal/Magento"})
    void findsTheFlagWhereverTheCodeIsKept(String place) {
        String file =
                place.startsWith("vendor") ? place + VALIDATOR : place + VALIDATOR.replace("framework", "Framework");
        JobRun job = JobRun.of("preflight", folder)
                .without("root/vendor/magento" + VALIDATOR)
                .without("root/vendor/magento/module-deploy" + DETECTOR)
                .write("root/" + file, "'deployment/blue_green/enabled'");

        JobRun.Ended ended = job.run();

        ended.passes();
    }

    @Test
    void saysThatTheDatabaseIsNewer() {
        JobRun job = JobRun.of("preflight", folder)
                .write("answers/patches.php", "<?php echo json_encode(['databaseNewer' => 'Acme\\\\Core\\\\Patch']);");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("databaseNewer")).isEqualTo("Acme\\Core\\Patch");
    }

    @Test
    void saysThatTheDatabaseDoesNotTellItsPatches() {
        JobRun job = JobRun.of("preflight", folder)
                .write("answers/patches.php", "<?php fwrite(STDERR, 'no " + JobRun.SECRET + "'); exit(1);");

        JobRun.Ended ended = job.run();

        ended.failsWith("DatabaseUnreachable");
        assertThat(ended.log()).contains("no ***").doesNotContain(JobRun.SECRET);
    }

    @Test
    void readsTheJobsOverridesUnlessToldOtherwise() {
        JobRun job = JobRun.of("preflight", folder)
                .answer("setup:db:status", "echo getenv('MAGENTO_BLUEGREEN_OVERRIDES'), PHP_EOL;");

        JobRun.Ended ended = job.run();

        assertThat(ended.log()).contains("release/job-overrides.json");
    }
}
