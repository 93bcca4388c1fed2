package io.magentobluegreen.schedule.process;

/** A process died in the middle of what it did: nothing of it goes on, and nobody catches this. */
public final class Died extends Error {
    private static final long serialVersionUID = 1L;

    public Died() {
        super("killed", null, false, false);
    }
}
