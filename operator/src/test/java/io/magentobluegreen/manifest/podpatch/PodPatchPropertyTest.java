package io.magentobluegreen.manifest.podpatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import io.magentobluegreen.manifest.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any patch is merged or refused in one sentence, and none reaches the node, another selector or another image. */
class PodPatchPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PodTemplateSpec base =
            Yaml.read(Path.of("src/test/resources/podpatch-refused/base.yaml"), PodTemplateSpec.class);

    @Provide
    Arbitrary<Map<String, Object>> patches() {
        Arbitrary<String> words = Arbitraries.of(
                "spec",
                "metadata",
                "labels",
                "annotations",
                "containers",
                "name",
                "web",
                "volumes",
                "hostPath",
                "path",
                "image",
                "hostNetwork",
                "securityContext",
                "privileged",
                "$patch",
                "$retainKeys",
                "$setElementOrder/containers",
                "ports",
                "hostPort",
                "containerPort",
                "magento-bluegreen.io/role",
                "readinessProbe",
                "env",
                "value",
                "volumeMounts",
                "mountPath");
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.of("web", "replace", "delete", "/", "magento-bluegreen-env")
                        .asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.integers().between(0, 9000).asGeneric(),
                Hostile.whole().asGeneric());
        return Arbitraries.oneOf(guided(words, leaves), Hostile.object(words));
    }

    /** Such as gets past the names of fields, at least. */
    private static Arbitrary<Map<String, Object>> guided(Arbitrary<String> words, Arbitrary<Object> leaves) {
        Arbitrary<Map<String, Object>> container = Arbitraries.maps(
                        Arbitraries.of("image", "workingDir", "securityContext", "readinessProbe", "ports", "$patch"),
                        Arbitraries.frequencyOf(
                                Tuple.of(1, leaves),
                                Tuple.of(
                                        1,
                                        Arbitraries.of(Map.of("privileged", true), Map.of("runAsUser", 33))
                                                .asGeneric()),
                                Tuple.of(
                                        1,
                                        Arbitraries.of(List.of(Map.of("containerPort", 9, "hostPort", 9)))
                                                .asGeneric())))
                .ofMaxSize(2);
        Arbitrary<Object> volumes = Arbitraries.of(
                List.of(Map.of("name", "a", "hostPath", Map.of("path", "/"))),
                List.of(Map.of("name", "a", "emptyDir", Map.of())),
                List.of(Map.of("name", "magento-bluegreen-env", "$patch", "delete")));
        return container.flatMap(patch -> Arbitraries.maps(
                        Arbitraries.of(
                                "hostNetwork",
                                "hostPID",
                                "volumes",
                                "restartPolicy",
                                "nodeSelector",
                                "securityContext"),
                        Arbitraries.oneOf(
                                leaves,
                                volumes,
                                Arbitraries.of(Map.of("pool", "web")).asGeneric()))
                .ofMaxSize(2)
                .map(spec -> spec(spec, patch)));
    }

    private static Map<String, Object> spec(Map<String, Object> spec, Map<String, Object> container) {
        Map<String, Object> whole = new java.util.HashMap<>(spec);
        Map<String, Object> named = new java.util.HashMap<>(container);
        named.put("name", "web");
        whole.put("containers", List.of(named));
        return Map.of("spec", whole);
    }

    @Holds
    void isMergedOrRefusedInOneSentence(@ForAll("patches") Map<String, Object> patch) {
        PodPatch.Result result = PodPatch.apply(base, patch);

        if (result instanceof PodPatch.Refused refused) {
            assertThat(refused.sentence())
                    .startsWith("web.podPatch cannot be used: ")
                    .doesNotContain("\n");
        } else {
            assertHarmless(((PodPatch.Patched) result).template());
        }
    }

    private void assertHarmless(PodTemplateSpec patched) {
        JsonNode tree = JSON.valueToTree(patched);
        assertThat(tree.findValue("hostPath")).isNull();
        assertThat(tree.findValuesAsText("privileged")).doesNotContain("true");
        assertThat(tree.findValuesAsText("hostPort")).allMatch("0"::equals);
        assertThat(List.of(
                        tree.at("/spec/hostNetwork").asBoolean(),
                        tree.at("/spec/hostPID").asBoolean()))
                .containsOnly(false);
        assertThat(patched.getMetadata().getLabels())
                .containsAllEntriesOf(base.getMetadata().getLabels());
        assertThat(patched.getSpec().getContainers())
                .filteredOn(container -> container.getName().equals("web"))
                .singleElement()
                .satisfies(web -> assertThat(web.getImage()).isEqualTo("registry.example.com/shop/php:1"))
                .satisfies(web -> assertThat(web.getReadinessProbe()).isNotNull());
    }
}
