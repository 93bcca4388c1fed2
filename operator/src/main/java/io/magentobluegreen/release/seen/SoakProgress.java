package io.magentobluegreen.release.seen;

import java.time.Instant;

/**
 * The rounds of live checks that this process has made since it began to look; another process begins anew.
 *
 * @param since the first round of the unbroken watch, or null before it
 * @param lastAt when the last round ended, or null
 * @param failures failed rounds in a row
 * @param message what was wrong in the first round in a row that failed this check: it stays the same while that lasts
 */
public record SoakProgress(Instant since, Instant lastAt, int failures, String failedCheck, String message) {
    public static final SoakProgress NONE = new SoakProgress(null, null, 0, "", "");
}
