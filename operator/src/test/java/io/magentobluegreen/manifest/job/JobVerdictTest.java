package io.magentobluegreen.manifest.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of a termination message. */
class JobVerdictTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void readsAPreflightThatPassed() {
        JobVerdict verdict = JobVerdict.read("preflight", 0, preflight("2", "0", DIGEST));

        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.PASSED);
        assertThat(verdict.reason()).isEmpty();
        assertThat(verdict.fact("database")).isEqualTo("2");
        assertThat(verdict.fact("config")).isEqualTo("0");
        assertThat(verdict.fact("varnish")).isEqualTo("true");
        assertThat(verdict.fact("databaseNewer")).isEmpty();
        assertThat(verdict.ranNothing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Failed, 1, false", "Held, 75, true", "TooLate, 76, true"})
    void readsHowAnUpgradeEnded(String result, int exitCode, boolean ranNothing) {
        JobVerdict verdict = JobVerdict.read("upgrade", exitCode, upgrade(result, "\"SomeReason\""));

        assertThat(verdict.reason()).isEqualTo("SomeReason");
        assertThat(verdict.message()).isEqualTo("Mend it.");
        assertThat(verdict.fact("attempts")).isEqualTo("3");
        assertThat(verdict.ranNothing()).isEqualTo(ranNothing);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " \n",
                "Killed",
                "{",
                "{\"step\":\"upgrade\",\"result\":\"Pass",
                "[]",
                "null",
                "7",
                "\"Passed\"",
                "{}",
                "{\"step\":\"upgrade\"}",
                "{\"step\":\"upgrade\",\"result\":true}",
                "{\"step\":\"upgrade\",\"result\":\"passed\"}",
                "{\"step\":\"clean\",\"result\":\"Passed\"}",
                "{\"step\":[\"upgrade\"],\"result\":\"Passed\"}",
                "{\"step\":\"upgrade\",\"result\":\"Passed\"} {}",
                "{\"step\":\"upgrade\",\"result\":\"Passed\"}garbage",
                "\u0000\u0001\uffff",
                "{\"step\":\"upgrade\",\"result\":\"Held\"}"
            })
    void isAFailureThatSaysWhatWasWrong(String message) {
        JobVerdict verdict = JobVerdict.read("upgrade", 0, message);

        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.FAILED);
        assertThat(verdict.reason()).isEqualTo("NoVerdict");
        assertThat(verdict.message()).contains("exit code 0", "verdict").endsWith("retry.");
        assertThat(verdict.ranNothing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Passed, 1", "Passed, 137", "Failed, 0", "Held, 1", "Held, 76", "TooLate, 75", "TooLate, 0"})
    void isAFailureWhereExitCodeAndMessageDisagree(String result, int exitCode) {
        JobVerdict verdict = JobVerdict.read("upgrade", exitCode, upgrade(result, "\"SomeReason\""));

        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.FAILED);
        assertThat(verdict.reason()).isEqualTo("NoVerdict");
        assertThat(verdict.ranNothing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"75", "76", "137"})
    void believesNoExitCodeAlone(int exitCode) {
        JobVerdict verdict = JobVerdict.read("upgrade", exitCode, "");

        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.FAILED);
        assertThat(verdict.message()).contains("exit code " + exitCode);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, true", "'', 0, true", "0, 3, true", "0, 0, false", "[], 0, true"})
    void isAFailureWithoutTheFactsOfAPreflight(String database, String config, boolean digest) {
        String message = preflight(database.isEmpty() ? "null" : database, config, digest ? DIGEST : "none");

        JobVerdict verdict = JobVerdict.read("preflight", 0, message);

        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.FAILED);
        assertThat(verdict.message()).contains("facts of a preflight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"not camel\"", "7", "null", "[\"A\"]", "\"\"", "\"<script>\""})
    void hasAReasonThatConditionsAccept(String reason) {
        JobVerdict verdict = JobVerdict.read("upgrade", 1, upgrade("Failed", reason));

        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.FAILED);
        assertThat(verdict.reason()).isEqualTo("CommandFailed");
    }

    @Test
    void keepsKnownFactsOnlyAndCutsThem() {
        String message =
                "{\"step\":\"clean\",\"result\":\"Passed\",\"password\":\"x\",\"command\":{\"a\":1},\"error\":\""
                        + "e".repeat(3000) + "\"}";

        JobVerdict verdict = JobVerdict.read("clean", 0, message);

        assertThat(verdict.facts()).containsOnlyKeys("error");
        assertThat(verdict.fact("error")).hasSize(1024);
    }

    @Test
    void isAFailureWhereTheMessageIsHuge() {
        JobVerdict verdict = JobVerdict.read("clean", 0, "[".repeat(1_000_000));
        JobVerdict nested = JobVerdict.read("clean", 0, "[".repeat(16_000));

        assertThat(verdict.message()).contains("longer");
        assertThat(nested.result()).isEqualTo(JobVerdict.Result.FAILED);
    }

    private static String preflight(String database, String config, String digest) {
        return "{\"step\":\"preflight\",\"result\":\"Passed\",\"varnish\":true,\"database\":%s,\"config\":%s,\"setupDigest\":\"%s\"}"
                .formatted(database, config, digest);
    }

    private static String upgrade(String result, String reason) {
        return "{\"step\":\"upgrade\",\"result\":\"%s\",\"reason\":%s,\"message\":\"Mend it.\",\"attempts\":3}"
                .formatted(result, reason);
    }
}
