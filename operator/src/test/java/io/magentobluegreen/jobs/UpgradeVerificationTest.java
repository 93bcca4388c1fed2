package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the status commands may still say after the upgrade. */
class UpgradeVerificationTest {
    private static final String DUE = "Run 'setup:upgrade' to update your DB schema and data.";
    private static final String SCHEMA = "Declarative Schema is not up to date";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                SCHEMA,
                SCHEMA + " because:\n - table acme_core differs",
                "PHP Deprecated:  Creation of dynamic property is deprecated\n\n" + SCHEMA
            })
    void passesALastComplaintAboutDeclarativeSchema(String complaint) {
        JobRun job = JobRun.of("upgrade", folder).answer("setup:db:status.2", 2, complaint + "\n" + DUE);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.said("complaint")).contains(SCHEMA);
    }

    @Test
    void refusesThatComplaintWhenStrict() {
        JobRun job = JobRun.of("upgrade", folder)
                .with("VERIFY_STATUS", "Strict")
                .answer("setup:db:status.2", 2, SCHEMA + "\n" + DUE);

        JobRun.Ended ended = job.run();

        ended.failsWith("StatusAfterUpgrade");
        assertThat(ended.said("exitCode")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Data patches are not up to date",
                "Schema patches are not up to date",
                "Queue is not up to date",
                SCHEMA + "\nData patches are not up to date",
                "The module code base doesn't match the DB schema and data.\nAcme_Core schema: 1.0 -> 1.1",
                ""
            })
    void refusesAnyOtherComplaint(String complaint) {
        JobRun job = JobRun.of("upgrade", folder).answer("setup:db:status.2", 2, complaint + "\n" + DUE);

        JobRun.Ended ended = job.run();

        ended.failsWith("StatusAfterUpgrade");
        assertThat(ended.said("message")).contains(complaint.lines().findFirst().orElse("setup:db:status"));
    }

    @Test
    void refusesAConfigurationThatIsStillToBeImported() {
        JobRun job = JobRun.of("upgrade", folder).answer("app:config:status.2", 2, "Config files have changed.");

        JobRun.Ended ended = job.run();

        ended.failsWith("StatusAfterUpgrade");
    }

    @ParameterizedTest
    @CsvSource({
        "module:config:status, 1, the file is outdated., ModulesOutdated",
        "setup:db:status, 255, SQLSTATE, StatusUnknown",
        "app:config:status, 2, nothing, StatusUnknown"
    })
    void refusesAnAnswerThatSaysNothing(String command, int exitCode, String text, String reason) {
        JobRun job = JobRun.of("upgrade", folder).answer(command + ".2", exitCode, text);

        JobRun.Ended ended = job.run();

        ended.failsWith(reason);
        assertThat(ended.commands()).contains("setup:upgrade");
        assertThat(ended.said("command")).isEqualTo("setup:upgrade");
    }
}
