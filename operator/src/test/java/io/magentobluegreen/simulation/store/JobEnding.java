package io.magentobluegreen.simulation.store;

/**
 * How a Job ends.
 *
 * @param result the word in its verdict; empty: it leaves none
 */
public record JobEnding(int exitCode, String result, String reason, String message) {
    public static final JobEnding PASSED = new JobEnding(0, "Passed", "", "");

    /** Another holds the lock: nothing was done. */
    public static final JobEnding HELD = new JobEnding(75, "Held", "LockHeld", "Another upgrade holds the lock.");

    /** It began after its time: nothing was done. */
    public static final JobEnding TOO_LATE = new JobEnding(76, "TooLate", "TooLate", "It began too late.");

    /** Killed: no verdict. */
    public static final JobEnding KILLED = new JobEnding(137, "", "", "");

    public static JobEnding failed(String reason, String message) {
        return new JobEnding(1, "Failed", reason, message);
    }

    boolean passed() {
        return exitCode == 0;
    }
}
