package io.magentobluegreen;

/** A setting that cannot be used; the message names it and says the fix. */
public final class BadSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadSetting(String name, String value, String fix) {
        super(name + "=" + value + ": " + fix);
    }
}
