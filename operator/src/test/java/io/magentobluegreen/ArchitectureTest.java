package io.magentobluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may know which: the arrows of the architecture, read from the sources. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("src/main/java/io/magentobluegreen");
    private static final Pattern OURS = Pattern.compile("\\bio\\.magentobluegreen\\.(\\w+)");
    private static final Pattern INSIDE_RELEASE =
            Pattern.compile("\\bio\\.magentobluegreen\\.release\\.([A-Z]\\w*|[a-z]+)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");

    private static final Map<String, Set<String>> KNOWS = Map.of(
            "api", Set.of("api"),
            "release", Set.of("release"),
            "manifest", Set.of("manifest", "api", "release"),
            "cluster", Set.of("cluster", "manifest", "api", "release"),
            "controller", Set.of("controller", "cluster", "manifest", "api", "release"),
            "metrics", Set.of("metrics", "controller", "cluster", "release"),
            "running", Set.of("running"));

    /** Inside {@code release}: what is said knows nothing of who decides; only the planner itself knows all. */
    private static final Map<String, Set<String>> RELEASE_KNOWS = Map.of(
            "record", Set.of(),
            "ledger", Set.of(),
            "want", Set.of("ledger"),
            "seen", Set.of("ledger", "record"),
            "plan", Set.of("ledger", "record", "seen"),
            "gate", Set.of("ledger", "record", "want", "seen", "plan"),
            "path", Set.of("ledger", "record", "want", "seen", "plan", "gate"),
            "guard", Set.of("ledger", "record", "seen", "plan", "gate"));

    private static List<Path> sources(Path under) throws IOException {
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void knowsEveryPackage() throws IOException {
        try (Stream<Path> packages = Files.list(ROOT).filter(Files::isDirectory)) {
            assertThat(packages.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(KNOWS.keySet());
        }
    }

    @Test
    void pointsEveryArrowDownwards() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> from : KNOWS.entrySet()) {
            for (Path file : sources(ROOT.resolve(from.getKey()))) {
                found(OURS, file).stream()
                        .filter(to -> !from.getValue().contains(to))
                        .forEach(to -> wrong.add(file + " → " + to));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void pointsEveryArrowInsideTheReleaseDownwards() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> from : RELEASE_KNOWS.entrySet()) {
            for (Path file : sources(ROOT.resolve("release").resolve(from.getKey()))) {
                found(INSIDE_RELEASE, file).stream()
                        .filter(to ->
                                !to.equals(from.getKey()) && !from.getValue().contains(to))
                        .forEach(to -> wrong.add(file + " → " + to));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void keepsThePlannerFreeOfEverythingButTheJdk() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources(ROOT.resolve("release"))) {
            found(IMPORT, file).stream()
                    .filter(name -> !name.startsWith("java.") && !name.startsWith("io.magentobluegreen.release."))
                    .forEach(name -> wrong.add(file + " → " + name));
        }
        assertThat(wrong).isEmpty();
    }
}
