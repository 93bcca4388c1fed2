package io.magentobluegreen.cluster.pod;

import io.magentobluegreen.manifest.text.OneLine;

/** Words of other programs (the scheduler, a node, a registry, a container) on one line and cut, to be quoted. */
final class Said {
    private static final int LONGEST = 300;

    private Said() {}

    /** "" for null. */
    static String by(String text) {
        String line = text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ").strip();
        return OneLine.of(line, LONGEST);
    }

    /** A reason and what was said with it, either of which may be missing. */
    static String why(String reason, String text) {
        String one = by(reason);
        String other = by(text);
        if (one.isEmpty() || other.isEmpty()) {
            return one + other;
        }
        return one + ": " + other;
    }
}
