package io.magentobluegreen.release.record;

/** How a release ended; written on its set before anything acts on it. */
public enum Outcome {
    /** It serves, or served, and passed every gate. */
    PROMOTED("Promoted"),
    FAILED("Failed"),
    ABORTED("Aborted"),
    /** Another revision was asked for before it was flipped to. */
    SUPERSEDED("Superseded"),
    /** It served and is to be left, or was left, for the set before it. */
    ROLLED_BACK("RolledBack"),
    /** It was to be left, but no fit set was found to go back to: it serves on. */
    ROLLBACK_FAILED("RollbackFailed");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** The word that users see. */
    public String text() {
        return text;
    }

    /** Whether a set that ended so was selected, alone or beside live. */
    public boolean wasSelected() {
        return switch (this) {
            case PROMOTED, ROLLBACK_FAILED, ROLLED_BACK -> true;
            case FAILED, ABORTED, SUPERSEDED -> false;
        };
    }

    /** Whether a set that ended so has served well enough to be gone back to by itself. */
    public boolean mayServe() {
        return switch (this) {
            case PROMOTED, ROLLBACK_FAILED -> true;
            case FAILED, ABORTED, SUPERSEDED, ROLLED_BACK -> false;
        };
    }

    /** Whether only a {@code retry}, or having been left, starts the revision again. */
    public boolean waitsForRetry() {
        return switch (this) {
            case FAILED, ABORTED, ROLLED_BACK, ROLLBACK_FAILED -> true;
            case PROMOTED, SUPERSEDED -> false;
        };
    }
}
