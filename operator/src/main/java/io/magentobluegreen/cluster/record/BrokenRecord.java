package io.magentobluegreen.cluster.record;

/** Carries out of a parse that a text is no record; never leaves this package. */
final class BrokenRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenRecord(String message) {
        super(message);
    }
}
