package io.magentobluegreen.manifest.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.manifest.text.OneLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a Job's script says about its step: the termination message of its container, read with suspicion.
 *
 * <p>Whatever the message holds, a verdict comes out and no exception. It is {@code PASSED}, {@code HELD} or
 * {@code TOO_LATE} only where message and exit code agree and every fact that the step owes is there; anything else is
 * {@code FAILED} with the reason {@code NoVerdict} and a message that says what was wrong: no evidence is not a pass,
 * and only a script that says so has run nothing.
 *
 * @param reason one CamelCase word; empty when passed
 * @param message a sentence with the fix; empty when passed
 * @param facts known names only, each value cut; the exit codes and counts as decimal numbers
 */
public record JobVerdict(Result result, String reason, String message, Map<String, String> facts) {
    /** How a step may end, with its word in the message and the exit code that goes with it. */
    public enum Result {
        PASSED("Passed", 0),
        FAILED("Failed", 1),
        HELD("Held", 75),
        TOO_LATE("TooLate", 76);

        private final String word;
        private final int exitCode;

        Result(String word, int exitCode) {
            this.word = word;
            this.exitCode = exitCode;
        }
    }

    static final String NO_VERDICT = "NoVerdict";

    /** The kubelet keeps 4096 bytes; a longer one was not written by the script. */
    private static final int LONGEST = 16_384;

    private static final int LONGEST_FACT = 1024;

    private static final List<String> FACTS = List.of(
            "database",
            "config",
            "setupDigest",
            "databaseNewer",
            "varnish",
            "databaseIdentity",
            "command",
            "exitCode",
            "attempts",
            "error",
            "complaint");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public JobVerdict {
        facts = Map.copyOf(facts);
    }

    /**
     * The verdict of an ended container.
     *
     * @param step the step that the Job was made for
     * @param terminationMessage as the kubelet reports it; null or empty when there is none
     */
    public static JobVerdict read(String step, int exitCode, String terminationMessage) {
        if (terminationMessage == null || terminationMessage.isBlank()) {
            return unreadable(exitCode, "left no verdict" + guess(exitCode));
        }
        if (terminationMessage.length() > LONGEST) {
            return unreadable(exitCode, "left a verdict longer than any script of ours writes");
        }
        try {
            return judge(step, exitCode, JSON.readTree(terminationMessage));
        } catch (JsonProcessingException e) {
            return unreadable(exitCode, "left a verdict that is no JSON, or is cut");
        }
    }

    /** The fact of that name, or "" when there is none. */
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** Whether the step did nothing at all, so that it may be tried again. */
    public boolean ranNothing() {
        return switch (result) {
            case HELD, TOO_LATE -> true;
            case PASSED, FAILED -> false;
        };
    }

    private static JobVerdict judge(String step, int exitCode, JsonNode said) {
        if (!step.equals(said.path("step").textValue())) {
            return unreadable(exitCode, "left a verdict of another step");
        }
        Map<String, String> facts = facts(said);
        for (Result result : Result.values()) {
            if (result.word.equals(said.path("result").textValue())) {
                return result.exitCode == exitCode
                        ? complete(step, result, said, facts)
                        : unreadable(exitCode, "left the verdict " + result.word + ", which does not go with it");
            }
        }
        return unreadable(exitCode, "left a verdict without a result that is known");
    }

    private static JobVerdict complete(String step, Result result, JsonNode said, Map<String, String> facts) {
        if (result == Result.PASSED) {
            return step.equals("preflight") && !preflightIsWhole(facts)
                    ? unreadable(result.exitCode, "left a verdict without the facts of a preflight")
                    : new JobVerdict(result, "", "", facts);
        }
        String reason = text(said.path("reason"));
        return new JobVerdict(
                result,
                reason.matches("[A-Z][A-Za-z]{1,79}") ? reason : "CommandFailed",
                text(said.path("message")),
                facts);
    }

    private static boolean preflightIsWhole(Map<String, String> facts) {
        return facts.getOrDefault("database", "").matches("[02]")
                && facts.getOrDefault("config", "").matches("[02]")
                && facts.getOrDefault("setupDigest", "").matches("[0-9a-f]{64}");
    }

    private static Map<String, String> facts(JsonNode said) {
        Map<String, String> facts = new TreeMap<>();
        for (String name : FACTS) {
            String value = text(said.path(name));
            if (!value.isEmpty()) {
                facts.put(name, value);
            }
        }
        return facts;
    }

    private static String text(JsonNode node) {
        String whole = node.isValueNode() && !node.isNull() ? node.asText() : "";
        return OneLine.of(whole, LONGEST_FACT);
    }

    private static JobVerdict unreadable(int exitCode, String what) {
        String message = "The Job's pod ended with exit code "
                + exitCode
                + " and "
                + what
                + ": read the pod's log, mend the cause, then retry.";
        return new JobVerdict(Result.FAILED, NO_VERDICT, message, Map.of());
    }

    private static String guess(int exitCode) {
        return exitCode == 137 ? " (killed: out of memory, evicted or by hand)" : "";
    }
}
