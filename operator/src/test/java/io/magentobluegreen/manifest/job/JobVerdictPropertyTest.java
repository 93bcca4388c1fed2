package io.magentobluegreen.manifest.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Whatever a pod left behind: a verdict comes out, and a pass only of evidence. */
class JobVerdictPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Provide
    Arbitrary<String> texts() {
        return Hostile.text();
    }

    @Provide
    Arbitrary<Integer> codes() {
        return Arbitraries.oneOf(Arbitraries.of(0, 1, 75, 76, 137), Arbitraries.integers());
    }

    @Provide
    Arbitrary<Map<String, Object>> messages() {
        Arbitrary<String> names = Arbitraries.of(
                "reason",
                "message",
                "error",
                "exitCode",
                "attempts",
                "database",
                "config",
                "setupDigest",
                "varnish",
                "other");
        Arbitrary<Object> words = Arbitraries.of(
                "upgrade", "preflight", "Passed", "Failed", "Held", "TooLate", "passed", 0, 2, "a".repeat(64));
        Arbitrary<Map<String, Object>> further = Hostile.object(names);
        return words.list()
                .ofSize(2)
                .flatMap(two -> further.map(more -> {
                    Map<String, Object> all = new HashMap<>(more);
                    all.put("step", two.get(0));
                    all.put("result", two.get(1));
                    return all;
                }));
    }

    @Holds
    void isNoPassAndNoFaultWhateverWasLeft(@ForAll("texts") String message, @ForAll("codes") int code) {
        JobVerdict verdict = JobVerdict.read("upgrade", code, message);

        assertThat(verdict.result()).isEqualTo(JobVerdict.Result.FAILED);
        assertThat(verdict.reason()).isEqualTo(JobVerdict.NO_VERDICT);
        assertThat(verdict.message()).contains("exit code " + code);
    }

    @Holds
    void passesOnlyWhereStepResultAndExitCodeAgree(
            @ForAll("messages") Map<String, Object> said, @ForAll("codes") int code) throws JsonProcessingException {
        String message = JSON.writeValueAsString(said);
        for (String step : new String[] {"upgrade", "preflight"}) {
            JobVerdict verdict = JobVerdict.read(step, code, message);

            boolean agrees = step.equals(said.get("step")) && "Passed".equals(said.get("result")) && code == 0;
            boolean short_ = message.length() <= 16_384;
            boolean whole =
                    !step.equals("preflight") || verdict.fact("setupDigest").matches("[0-9a-f]{64}");
            if (verdict.result() == JobVerdict.Result.PASSED) {
                assertThat(agrees && short_ && whole).isTrue();
            } else if (step.equals("upgrade")) {
                assertThat(agrees && short_).isFalse();
            }
        }
    }

    @Holds
    void saysOnlyWhatAStatusCanHold(@ForAll("texts") String error, @ForAll("texts") String reason)
            throws JsonProcessingException {
        JsonNode said = JSON.createObjectNode()
                .put("step", "upgrade")
                .put("result", "Failed")
                .put("reason", reason)
                .put("message", error)
                .put("error", "x" + error);

        JobVerdict verdict = JobVerdict.read("upgrade", 1, JSON.writeValueAsString(said));

        assertThat(verdict.reason()).matches("[A-Z][A-Za-z]{1,79}");
        assertCanBeStored(verdict.message());
        assertCanBeStored(verdict.fact("error"));
    }

    private static void assertCanBeStored(String text) {
        assertThat(text).hasSizeLessThanOrEqualTo(1024).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]");
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }
}
