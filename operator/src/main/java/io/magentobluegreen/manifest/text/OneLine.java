package io.magentobluegreen.manifest.text;

import java.util.regex.Pattern;

/**
 * Words of others as a status, an Event or a log can hold them: one line, whole characters only, and cut.
 *
 * <p>Half of a character would be stored as a question mark, so that what is stored never equals what was to be written, and
 * would be written again for ever.
 */
public final class OneLine {
    /** Control characters, those that turn or hide text around them, halves of characters, and further line ends. */
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

    private static final String CUT = "…";

    private OneLine() {}

    /** @param most characters of the result, of which the last is an ellipsis where something was cut; at least 2 */
    public static String of(String text, int most) {
        String line = HARMFUL.matcher(text).replaceAll(" ");
        return line.length() <= most ? line : line.substring(0, whole(line, most - CUT.length())) + CUT;
    }

    private static int whole(String line, int end) {
        return Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
    }
}
