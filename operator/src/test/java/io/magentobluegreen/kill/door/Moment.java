package io.magentobluegreen.kill.door;

/** On which side of a write the operator dies. */
public enum Moment {
    /** The API server never hears of the write. */
    BEFORE,
    /** The write is done, and the operator never hears of it. */
    AFTER
}
