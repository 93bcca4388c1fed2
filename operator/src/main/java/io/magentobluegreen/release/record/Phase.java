package io.magentobluegreen.release.record;

/** Where a store's release stands, in the words of {@code status.phase}; a report, never an input. */
public enum Phase {
    PENDING("Pending"),
    PREPARING("Preparing"),
    STARTING("Starting"),
    UPGRADING("Upgrading"),
    VERIFYING("Verifying"),
    WARMING_UP("WarmingUp"),
    AWAITING_APPROVAL("AwaitingApproval"),
    PROMOTING("Promoting"),
    SOAKING("Soaking"),
    LIVE("Live"),
    ROLLING_BACK("RollingBack"),
    ROLLED_BACK("RolledBack"),
    FAILED("Failed"),
    ABORTED("Aborted");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** The word that users see. */
    public String text() {
        return text;
    }
}
