package io.magentobluegreen.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown: its headings, their anchors, its links and the rows of its tables. */
record Page(Path file, String text) {
    /** The repository. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path DOCS = ROOT.resolve("docs");

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\|$");

    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the page " + file, e);
        }
    }

    /** A page of {@code docs/}. */
    static Page of(String name) {
        return read(DOCS.resolve(name));
    }

    /** Every page that people read: README, {@code docs/}, and those of the chart and of Kustomize. */
    static Stream<Page> all() {
        return Stream.of(ROOT.resolve("README.md"), DOCS, ROOT.resolve("helm"), ROOT.resolve("examples"))
                .flatMap(Page::below)
                .filter(path -> path.toString().endsWith(".md"))
                .sorted()
                .map(Page::read);
    }

    private static Stream<Path> below(Path root) {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("looking for pages in " + root, e);
        }
    }

    /** As written, without the marks of code. */
    List<String> headings() {
        return found(HEADING, prose()).map(heading -> heading.replace("`", "")).toList();
    }

    /** By which its headings are linked to, as GitHub makes them: a second one of a name gets a number. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        for (String heading : headings()) {
            String plain = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").toLowerCase();
            String anchor = plain.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            String numbered = anchor;
            for (int number = 1; !anchors.add(numbered); number++) {
                numbered = anchor + "-" + number;
            }
        }
        return anchors;
    }

    /** Where its links and pictures lead. */
    List<String> links() {
        return found(LINK, CODE.matcher(prose()).replaceAll("``")).toList();
    }

    /** The cells of every row of its tables, heads and rules included. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        found(ROW, prose()).forEach(row -> rows.add(List.of(row.split(" \\| ", -1))));
        return rows;
    }

    /** The text is too long for the name of a test. */
    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }

    private String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
