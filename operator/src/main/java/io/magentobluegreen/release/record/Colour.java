package io.magentobluegreen.release.record;

/** A word for people by which two sets are told apart; given at birth, never changed, and nothing decides from it. */
public enum Colour {
    BLUE,
    GREEN;

    public Colour other() {
        return switch (this) {
            case BLUE -> GREEN;
            case GREEN -> BLUE;
        };
    }

    /** The value of the colour label. */
    public String label() {
        return switch (this) {
            case BLUE -> "blue";
            case GREEN -> "green";
        };
    }
}
