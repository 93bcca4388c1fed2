package io.magentobluegreen.release.record;

import java.time.Instant;

/**
 * The end of a release.
 *
 * @param reason one CamelCase word, the reason of conditions and Events
 * @param message a sentence for a person
 * @param left the spec has asked for another revision since: asked for again, it is tried anew by itself
 */
public record Ending(Outcome outcome, String reason, String message, Instant at, boolean left) {
    public Ending asLeft() {
        return new Ending(outcome, reason, message, at, true);
    }
}
