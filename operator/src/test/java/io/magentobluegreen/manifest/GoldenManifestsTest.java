package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code manifests/} is a resource and all that is made of it. A change of a pod template here means that
 * sets made by an older operator differ from new ones.
 *
 * <p>{@code -Dmanifests.regenerate=true} writes the expected files anew.
 */
class GoldenManifestsTest {

    private static final Path CASES = Path.of("src/test/resources/manifests");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    static Stream<Arguments> objects() throws IOException {
        return cases().flatMap(folder -> ManifestCase.read(folder).objects().entrySet().stream()
                .map(object -> Arguments.of(folder.resolve(object.getKey() + ".yaml"), object.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void makesWhatTheFileShows(Path file, HasMetadata object) throws IOException {
        String yaml = Yaml.write(ManifestCase.withoutSources(object));
        if (Boolean.getBoolean("manifests.regenerate")) {
            Files.writeString(file, yaml);
        }

        assertThat(yaml).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void usesEveryFileOfACase(Path folder) {
        Set<String> made = new TreeSet<>(ManifestCase.read(folder).objects().keySet());
        made.add("release");

        assertThat(files(folder)).isEqualTo(made);
    }

    private static Set<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString().replace(".yaml", "")));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
