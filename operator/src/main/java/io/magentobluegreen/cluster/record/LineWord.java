package io.magentobluegreen.cluster.record;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A text as one word of a line: white space, control characters and {@code %} become {@code %} and hex digits, nothing becomes {@code -}. */
final class LineWord {
    private static final String NOTHING = "-";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private LineWord() {}

    static String write(String text) {
        if (text.isEmpty()) {
            return NOTHING;
        }
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(point -> append(point, text.equals(NOTHING), word));
        return word.toString();
    }

    static String read(String word) {
        if (word.equals(NOTHING)) {
            return "";
        }
        byte[] from = word.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            boolean escaped = from[i] == '%';
            to[length++] = escaped ? hex(from, i + 1) : from[i];
            i += escaped ? 2 : 0;
        }
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }

    private static void append(int point, boolean escape, StringBuilder word) {
        boolean plain = point > ' ' && point < 0x7f && point != '%' && !escape;
        if (plain) {
            word.appendCodePoint(point);
            return;
        }
        for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            word.append('%').append(HEX.toHexDigits(b));
        }
    }

    private static byte hex(byte[] from, int at) {
        if (at + 1 >= from.length || !HexFormat.isHexDigit(from[at]) || !HexFormat.isHexDigit(from[at + 1])) {
            throw new BrokenRecord("a % is not followed by two hex digits");
        }
        return (byte) (HexFormat.fromHexDigit(from[at]) << 4 | HexFormat.fromHexDigit(from[at + 1]));
    }
}
