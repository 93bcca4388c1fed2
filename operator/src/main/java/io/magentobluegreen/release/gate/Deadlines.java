package io.magentobluegreen.release.gate;

import java.time.Duration;

/** The deadlines that no field of the spec sets, and how often to look where nothing would be heard. */
public final class Deadlines {
    public static final Duration PREFLIGHT = Duration.ofMinutes(10);
    public static final Duration START = Duration.ofMinutes(10);
    public static final Duration CLEAN = Duration.ofMinutes(5);
    /** Going back does not wait longer for a clean cache: stale pages for some seconds are better than errors. */
    public static final Duration BACK_CLEAN = Duration.ofSeconds(10);

    public static final Duration PROOF = Duration.ofSeconds(30);
    public static final Duration BACK = Duration.ofMinutes(10);
    /** Between two tries of something that another holder or a passing fault refused. */
    public static final Duration AGAIN = Duration.ofSeconds(20);
    /** How long a cleaned cache counts as clean for the cutover. */
    public static final Duration CLEANED = Duration.ofMinutes(5);

    /** How often to look at pods that do not run: what they suffer wakes nobody. */
    public static final Duration LOOK = Duration.ofSeconds(10);

    /** The end of a pod is not heard of, as pods are not watched. */
    public static final Duration POD_GLANCE = Duration.ofSeconds(2);

    /** How soon it shows that a person mended an input of which nothing is heard, such as a Secret. */
    public static final Duration MENDED = Duration.ofSeconds(5);

    /** What ends at a deadline of its own is given so much longer to say how. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    /** How long a stamped flip may wait for pods that the stamp itself made unknown. */
    public static final Duration SETTLE = Duration.ofSeconds(5);

    public static final Duration GLANCE = Duration.ofSeconds(1);
    /** A soak that keeps starting anew is reported after this many times its duration. */
    public static final int SOAK_PATIENCE = 3;

    public static final int PURGE_TRIES = 3;

    private Deadlines() {}
}
