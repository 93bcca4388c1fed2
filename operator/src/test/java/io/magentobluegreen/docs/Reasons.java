package io.magentobluegreen.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every reason that the operator can give, from its sources: each CamelCase word that stands alone in a literal of Java, and
 * each in the programs of the Jobs, but for the words in {@link #OTHER_WORDS}. So a new reason is found without being told.
 */
final class Reasons {
    private static final Path MAIN = Path.of("src/main");
    private static final Path JAVA = MAIN.resolve("java/io/magentobluegreen");
    private static final Path JOBS = MAIN.resolve("resources/io/magentobluegreen/jobs");
    private static final List<String> PACKAGES = List.of("api", "release", "manifest", "cluster", "controller");

    private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)\"");
    private static final Pattern HUMPS = Pattern.compile("\\b([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)\\b");
    private static final Pattern VERDICT = Pattern.compile("(?:\\bfail |\\breason=|Refusal\\(')([A-Z][A-Za-z]+)\\b");
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *(?://|#|\\*|/\\*).*$");

    /** Words that are no reasons of ours, by whose they are. */
    private static final List<Set<String>> OTHER_WORDS = List.of(
            // Values of the spec.
            Set.of("All", "Always", "Atomic", "Auto", "Automatic", "Guarded", "Invalid", "Lenient", "Manual", "Never"),
            Set.of("None", "Overlap", "Strict", "Upgrade", "ClusterIP", "LoadBalancer", "NodePort"),
            // Types of conditions, and what they and Events may be.
            Set.of("Available", "Ready", "Reconciling", "Stalled", "RollbackAvailable", "Upgraded", "Verified"),
            Set.of("True", "False", "Normal", "Warning"),
            // Kubernetes' own words, and a header's.
            Set.of("AlreadyExists", "Background", "Complete", "ContainerCreating", "ContainerStatusUnknown", "Date"),
            Set.of("DeadlineExceeded", "DisruptionTarget", "Error", "FallbackToLogsOnError", "FieldManagerConflict"),
            Set.of(
                    "File",
                    "MagentoRelease",
                    "OOMKilled",
                    "Opaque",
                    "PodInitializing",
                    "PodScheduled",
                    "ReplicaFailure"),
            Set.of("RollingUpdate", "RuntimeDefault", "ScheduleAnyway", "Service", "Connection", "Host"),
            Set.of("Default", "FailureTarget", "SuccessCriteriaMet", "Unconfined"),
            // Words of records and verdicts that nobody is shown.
            Set.of("Held", "Passed", "Succeeded", "Beginning", "EndpointsOnly", "Requests"),
            // Classes and texts in the programs of the Jobs.
            Set.of("ClassLoader", "ComponentRegistrar", "ConfigChangeDetector", "DbStatusValidator", "FirstError"),
            Set.of("PhpToken", "RuntimeException"));

    private Reasons() {}

    static Set<String> ofTheOperator() {
        return words(word -> !otherWords().contains(word));
    }

    static Set<String> otherWords() {
        return OTHER_WORDS.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Reasons and other words alike. */
    static Set<String> words(Predicate<String> kept) {
        Stream<String> java = PACKAGES.stream()
                .flatMap(name -> texts(JAVA.resolve(name), ".java"))
                .flatMap(text -> found(LITERAL, text));
        Stream<String> jobs =
                texts(JOBS, "").flatMap(text -> Stream.of(HUMPS, VERDICT).flatMap(pattern -> found(pattern, text)));
        return Stream.concat(java, jobs).filter(kept).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    /** The files' texts, without the lines that are comments. */
    private static Stream<String> texts(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .map(Reasons::text)
                    .map(text -> COMMENT.matcher(text).replaceAll(""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("looking for sources in " + folder, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }
}
