package io.magentobluegreen.controller.measure;

/** How the live Service was moved from one set to another. */
public enum Switch {
    /** To a release that has passed every gate. */
    FORWARD,
    /** Back, as the operator decided. */
    BACK_BY_ITSELF,
    /** Back, as a command or the spec asked. */
    BACK_AS_ASKED
}
