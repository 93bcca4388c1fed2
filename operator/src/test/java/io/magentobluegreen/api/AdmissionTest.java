package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server says to each resource under {@code invalid/}, {@code valid/} and {@code examples/}.
 *
 * <p>An invalid file begins with {@code # Refused: } and a part of the message. With several documents the first ones are
 * accepted, and only the change that the last one makes is refused.
 */
@NeedsRealApiServer
class AdmissionTest {

    private static final String REFUSED = "# Refused: ";

    private static RealApiServer server;

    @BeforeAll
    static void requireAnApiServer() {
        server = RealApiServer.require();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void refusesWithAMessageThatSaysTheFix(String name, String yaml) {
        List<GenericKubernetesResource> documents = documents(yaml);
        documents.subList(0, documents.size() - 1).forEach(AdmissionTest::apply);

        KubernetesClientException refused =
                catchThrowableOfType(KubernetesClientException.class, () -> apply(documents.get(documents.size() - 1)));

        assertThat(refused).as("the API server's refusal of " + name).isNotNull();
        assertThat(refused.getMessage()).contains(expected(yaml));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void accepts(String name, String yaml) {
        List<GenericKubernetesResource> documents = documents(yaml);

        assertThatCode(() -> documents.forEach(AdmissionTest::apply)).doesNotThrowAnyException();
    }

    static Stream<Object[]> invalid() throws IOException {
        return cases("src/test/resources/invalid");
    }

    static Stream<Object[]> valid() throws IOException {
        return Stream.concat(cases("src/test/resources/valid"), cases("../examples"));
    }

    private static Stream<Object[]> cases(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList().stream().map(AdmissionTest::nameAndText);
        }
    }

    private static Object[] nameAndText(Path file) {
        try {
            return new Object[] {file.getFileName().toString(), Files.readString(file)};
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static String expected(String yaml) {
        assertThat(yaml).startsWith(REFUSED);
        return yaml.lines().findFirst().orElseThrow().substring(REFUSED.length());
    }

    private static List<GenericKubernetesResource> documents(String yaml) {
        String namespace = server.newNamespace();
        List<GenericKubernetesResource> documents = Stream.of(yaml.split("(?m)^---\n"))
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .toList();
        documents.forEach(document -> document.getMetadata().setNamespace(namespace));
        return documents;
    }

    private static void apply(GenericKubernetesResource resource) {
        var request = server.admin().resource(resource).fieldValidation(FieldValidateable.Validation.STRICT);
        if (server.admin().resource(resource).get() == null) {
            request.create();
        } else {
            request.update();
        }
    }
}
