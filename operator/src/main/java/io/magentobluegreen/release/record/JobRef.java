package io.magentobluegreen.release.record;

/** The Job that is evidence for a step: the UID decides, a Job of the same name made by anybody else is none. */
public record JobRef(int attempt, String name, String uid) {
    /** Its number stays taken; it is evidence no more. */
    public JobRef usedUp() {
        return new JobRef(attempt, name, "");
    }

    public boolean isUsedUp() {
        return uid.isEmpty();
    }
}
