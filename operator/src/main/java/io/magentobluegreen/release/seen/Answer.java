package io.magentobluegreen.release.seen;

import java.time.Instant;
import java.util.Map;

/**
 * What became of a {@link Task}.
 *
 * @param at when it ended; when it began while it runs
 * @param failedCheck which check failed first, "" where none did: two sets that fail the same one share a dependency
 * @param message what was wrong, in a sentence
 */
public record Answer(State state, Instant at, String failedCheck, String message, Map<String, String> facts) {
    /** How far it is. */
    public enum State {
        RUNNING,
        PASSED,
        FAILED
    }

    public Answer {
        facts = Map.copyOf(facts);
    }

    public boolean passed() {
        return state == State.PASSED;
    }

    public boolean failed() {
        return state == State.FAILED;
    }
}
