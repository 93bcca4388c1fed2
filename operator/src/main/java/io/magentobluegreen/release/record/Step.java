package io.magentobluegreen.release.record;

/** The gates of a release, in the order it passes them, and those of going back. */
public enum Step {
    PREPARE("prepare", Phase.PREPARING),
    PREFLIGHT("preflight", Phase.PREPARING),
    DECIDE("decide", Phase.PREPARING),
    START("start", Phase.STARTING),
    UPGRADE("upgrade", Phase.UPGRADING),
    CLEAN_LIVE("clean-live", Phase.UPGRADING),
    CLEAN("clean", Phase.UPGRADING),
    REINDEX("reindex", Phase.UPGRADING),
    VERIFY("verify", Phase.VERIFYING),
    CHECK_JOBS("check", Phase.VERIFYING),
    WARM_UP("warm-up", Phase.WARMING_UP),
    APPROVAL("approval", Phase.AWAITING_APPROVAL),
    CUTOVER_CLEAN("cutover-clean", Phase.PROMOTING),
    CUTOVER_SIZE("cutover-size", Phase.PROMOTING),
    CUTOVER_WARM("cutover-warm", Phase.PROMOTING),
    FLIP("flip", Phase.PROMOTING),
    PUBLISH("publish", Phase.SOAKING),
    PURGE("purge", Phase.SOAKING),
    SOAK("soak", Phase.SOAKING),
    RETAIN("retain", Phase.LIVE),
    BACK_SIZE("back-size", Phase.ROLLING_BACK),
    BACK_CLEAN("back-clean", Phase.ROLLING_BACK),
    BACK_CHECK("back-check", Phase.ROLLING_BACK),
    BACK_FLIP("back-flip", Phase.ROLLING_BACK);

    private final String text;
    private final Phase phase;

    Step(String text, Phase phase) {
        this.text = text;
        this.phase = phase;
    }

    /** The word in Job names, records and the durations of the history. */
    public String text() {
        return text;
    }

    public Phase phase() {
        return phase;
    }
}
