package io.magentobluegreen.release.seen;

import java.util.Map;

/**
 * What a finished Job says of its step.
 *
 * @param reason one CamelCase word where it did not pass, else ""
 * @param facts what later steps use
 */
public record Verdict(Result result, String reason, String message, Map<String, String> facts) {
    /** How it went. */
    public enum Result {
        PASSED,
        FAILED,
        /** The database's lock is held elsewhere: nothing ran. */
        HELD,
        /** It was resumed too late: nothing ran. */
        TOO_LATE,
        /** The Job ended and left no verdict, as when its pod was evicted. */
        NONE
    }

    public Verdict {
        facts = Map.copyOf(facts);
    }

    public static Verdict passed(Map<String, String> facts) {
        return new Verdict(Result.PASSED, "", "", facts);
    }

    /** Magento was never called, whether or not it is tried again: the ledger's {@code touched} is taken back. */
    public boolean nothingRan() {
        return neverBegan()
                || result == Result.FAILED && facts.getOrDefault("command", "").equals("none");
    }

    /** It came too early or too late, and is tried again. */
    public boolean neverBegan() {
        return result == Result.HELD || result == Result.TOO_LATE;
    }
}
