package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file under {@code examples/} that is YAML, applied on the server's side as {@code kubectl apply --server-side} does:
 * no field of it is unknown, and applied again it changes nothing.
 */
@NeedsRealApiServer
class ExamplesAppliedTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path FOREIGN_KINDS = Path.of("src/test/resources/gitops/crds");
    private static final int PATIENCE_SECONDS = 60;

    private static KubernetesClient client;

    @BeforeAll
    static void defineForeignKinds() throws IOException {
        client = RealApiServer.require().admin();
        for (Path file : yamlUnder(FOREIGN_KINDS)) {
            CustomResourceDefinition kind =
                    new KubernetesSerialization().unmarshal(Files.readString(file), CustomResourceDefinition.class);
            client.resource(kind).forceConflicts().serverSideApply();
            client.resource(kind)
                    .waitUntilCondition(ExamplesAppliedTest::isEstablished, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areAppliedAndApplyAgainWithoutAChange(Path example) throws IOException {
        List<GenericKubernetesResource> objects = objects(example);

        assertThatCode(() -> objects.forEach(ExamplesAppliedTest::apply)).doesNotThrowAnyException();

        assertThat(objects).isNotEmpty().allSatisfy(object -> {
            GenericKubernetesResource before = client.resource(object).get();
            GenericKubernetesResource after = apply(object);
            assertThat(after.getAdditionalProperties()).isEqualTo(before.getAdditionalProperties());
            assertThat(after.getMetadata().getGeneration())
                    .isEqualTo(before.getMetadata().getGeneration());
        });
    }

    static List<Path> examples() throws IOException {
        return yamlUnder(EXAMPLES);
    }

    private static List<Path> yamlUnder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** In namespaces of the test's own; what belongs to no namespace stays so. */
    private static List<GenericKubernetesResource> objects(Path example) throws IOException {
        String namespace = RealApiServer.require().newNamespace();
        List<GenericKubernetesResource> objects = Stream.of(
                        Files.readString(example).split("(?m)^---\n"))
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .filter(object -> object != null)
                .toList();
        objects.stream()
                .filter(object -> object.getMetadata().getNamespace() != null)
                .forEach(object -> object.getMetadata().setNamespace(namespace));
        return objects;
    }

    private static GenericKubernetesResource apply(GenericKubernetesResource object) {
        return client.resource(object)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .fieldManager("a-person")
                .forceConflicts()
                .serverSideApply();
    }

    private static boolean isEstablished(CustomResourceDefinition kind) {
        return Stream.ofNullable(kind)
                .flatMap(known -> Stream.ofNullable(known.getStatus()))
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }
}
