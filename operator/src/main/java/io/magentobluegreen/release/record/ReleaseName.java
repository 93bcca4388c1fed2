package io.magentobluegreen.release.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code <revision>-<n>}: one attempt to release a revision; n counts a store's releases and is never used twice. */
public record ReleaseName(String revision, int number) {
    private static final Pattern SHAPE = Pattern.compile("([0-9a-f]{10})-([1-9][0-9]{0,8})");

    /** Empty for anything that is no release's name; never throws. */
    public static Optional<ReleaseName> parse(String text) {
        Matcher matcher = SHAPE.matcher(text == null ? "" : text.strip());
        return matcher.matches()
                ? Optional.of(new ReleaseName(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return revision + "-" + number;
    }
}
