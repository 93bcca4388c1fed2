package io.magentobluegreen;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What nobody would write and somebody does: made up for properties. */
public final class Hostile {
    private static final String[] PIECES = {
        "",
        " ",
        "/",
        "//",
        "\\",
        "..",
        "%",
        "%00",
        "%2e",
        "?",
        "#",
        "&",
        "=",
        ":",
        "@",
        ",",
        ";",
        "-",
        "_",
        "$(x)",
        "${x}",
        "`x`",
        "<",
        ">",
        "</loc>",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&x;",
        "<?php",
        "?>",
        "'",
        "\"",
        "\n",
        "\r\n",
        "\t",
        "\u0000",
        "\u0085",
        "\u200b",
        "\u202e",
        "\u2028",
        "é",
        "雪",
        "😀",
        "\ud83d",
        "\ude00",
        "0",
        "1",
        "-1",
        "1e999",
        "99999999999999999999",
        "٥",
        "h",
        "m",
        "s",
        "ms",
        "ns",
        "true",
        "null",
        "{",
        "}",
        "[",
        "]",
        "a",
        "Z",
        "shop",
        "https://",
        "www.example.com",
        "localhost",
        "127.0.0.1"
    };

    private Hostile() {}

    /** Any text, halves of characters among it. */
    public static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.of(PIECES).map(piece -> piece.repeat(3_000)));
    }

    /** Any text made of whole characters, as whatever came out of an API server is. */
    public static Arbitrary<String> whole() {
        return text().map(text -> text.replaceAll("\\p{Cs}", "?"));
    }

    /** What JSON can hold, some levels deep, under such keys. */
    public static Arbitrary<Object> json(Arbitrary<String> keys) {
        return json(keys, 4);
    }

    private static Arbitrary<Object> json(Arbitrary<String> keys, int levels) {
        Arbitrary<Object> plain = Arbitraries.oneOf(
                whole().asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        if (levels == 0) {
            return plain;
        }
        Arbitrary<Object> deeper = Arbitraries.lazy(() -> json(keys, levels - 1));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, plain),
                net.jqwik.api.Tuple.of(4, map(keys, deeper).asGeneric()),
                net.jqwik.api.Tuple.of(
                        2, deeper.list().ofMaxSize(3).map(List::copyOf).asGeneric()));
    }

    /** An object of JSON. */
    public static Arbitrary<Map<String, Object>> object(Arbitrary<String> keys) {
        return map(keys, json(keys, 4));
    }

    private static Arbitrary<Map<String, Object>> map(Arbitrary<String> keys, Arbitrary<Object> values) {
        return Arbitraries.maps(keys, values).ofMaxSize(4);
    }
}
