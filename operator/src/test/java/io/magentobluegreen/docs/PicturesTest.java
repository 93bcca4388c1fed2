package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each picture was drawn from the text beside it: it carries that text, so no font has to be the same here. */
class PicturesTest {
    private static final Path FOLDER = Page.DOCS.resolve("pictures");
    private static final Pattern SOURCE = Pattern.compile("<!--SRC=\\[([^]]+)]-->");
    /** PlantUML's digits, in the order of those of Base64. */
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    static Stream<Path> texts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".puml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void areDrawnFromTheTextAsItIs(Path text) throws IOException {
        Path picture = text.resolveSibling(text.getFileName().toString().replace(".puml", ".svg"));

        assertThat(source(Files.readString(picture)))
                .as("%s is stale: run ./mvnw -q -Ppictures generate-resources and commit the result", picture)
                .isEqualTo(Files.readString(text)
                        .replaceAll("(?m)^@(start|end)uml\n", "")
                        .strip());
    }

    @Test
    void areAllShown() {
        String pages = Page.all().map(Page::text).reduce("", String::concat);

        assertThat(FOLDER.toFile().list())
                .hasSizeGreaterThan(3)
                .filteredOn(name -> name.endsWith(".svg"))
                .allSatisfy(name -> assertThat(pages).contains("pictures/" + name + ")"));
    }

    /** The text that the picture was made from, without its first and last line. */
    private static String source(String svg) throws IOException {
        Matcher found = SOURCE.matcher(svg);
        assertThat(found.find()).as("the picture carries its text").isTrue();
        StringBuilder base64 = new StringBuilder();
        found.group(1).chars().forEach(digit -> base64.append(BASE64.charAt(DIGITS.indexOf(digit))));
        byte[] deflated = Base64.getDecoder()
                .decode(base64.append("A".repeat((4 - base64.length() % 4) % 4)).toString());
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
