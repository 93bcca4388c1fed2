package io.magentobluegreen.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What versions of the operator that were released define and write: a folder of {@code versions/} each, never changed. */
final class LastVersions {
    private static final Path ALL = Path.of("src/test/resources/versions");

    private static final KubernetesSerialization AS_THE_CLIENT = new KubernetesSerialization();

    private LastVersions() {}

    static List<Path> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the operator's client writes it. */
    static JsonNode written(Object object) {
        return AS_THE_CLIENT.convertValue(object, JsonNode.class);
    }

    /** As the operator's client reads it. */
    static <T> T read(Path version, String file, Class<T> type) {
        try {
            return AS_THE_CLIENT.unmarshal(Files.readString(version.resolve(file)), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
