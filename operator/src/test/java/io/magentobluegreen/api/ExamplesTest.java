package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people copy from {@code examples/}; {@link AdmissionTest} applies it to a real API server. */
class ExamplesTest {

    @Test
    void showEveryFieldOfTheSpec() throws IOException {
        JsonNode full = Serialization.unmarshal(text("full.yaml"), JsonNode.class);
        // What only goes with another choice than the default has an example of its own, and a comment in the full one.
        JsonNode overlap = Serialization.unmarshal(text("overlap.yaml"), JsonNode.class);

        Set<String> shown = Stream.concat(paths("", full), paths("", overlap)).collect(Collectors.toSet());

        assertThat(shown)
                .containsAll(CommittedCrd.fields().keySet().stream()
                        .filter(field -> field.startsWith(".spec"))
                        .toList());
    }

    @Test
    void showTheDefaultsWhereFieldsHaveOne() throws IOException {
        JsonNode full = Serialization.unmarshal(text("full.yaml"), JsonNode.class);

        assertThat(CommittedCrd.fields()).allSatisfy((field, schema) -> {
            JsonNode shown = full.at(field.replace('.', '/').replace("[]", "/0"));
            if (schema.getDefault() != null && schema.getDefault().isValueNode() && !field.endsWith(".method")) {
                assertThat(shown).as(field).isEqualTo(schema.getDefault());
            }
        });
    }

    static String text(String example) throws IOException {
        return Files.readString(Path.of("..", "examples", example));
    }

    private static Stream<String> paths(String path, JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().flatMap(item -> paths(path + "[]", item));
        }
        return node.properties().stream().flatMap(field -> paths(path, field));
    }

    private static Stream<String> paths(String path, Map.Entry<String, JsonNode> field) {
        String below = path + "." + field.getKey();
        return Stream.concat(Stream.of(below), paths(below, field.getValue()));
    }
}
