package io.magentobluegreen.manifest.podpatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.magentobluegreen.Programs;
import io.magentobluegreen.manifest.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code podpatch/} is a pod template, a patch, and what the real kubectl made of the two.
 *
 * <p>{@code -Dpodpatch.regenerate=true} writes the expected files anew, by kubectl.
 */
class PodPatchGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/podpatch");
    private static final Set<String> FILES = Set.of("base.yaml", "patch.yaml", "expected.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mergesAsKubectlDid(Path folder) throws IOException {
        ObjectNode base = (ObjectNode) yaml(folder, "base.yaml");

        ObjectNode merged = PodPatch.merge(base, yaml(folder, "patch.yaml"));

        assertThat(typed(merged)).isEqualTo(typed(withoutLeftovers(yaml(folder, "expected.yaml"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void expectsWhatKubectlSaysToday(Path folder, @TempDir Path scratch) throws Exception {
        JsonNode live = kubectl(yaml(folder, "base.yaml"), yaml(folder, "patch.yaml"), scratch);
        if (Boolean.getBoolean("podpatch.regenerate")) {
            Files.writeString(folder.resolve("expected.yaml"), Yaml.write(live));
        }

        assertThat(live).isEqualTo(yaml(folder, "expected.yaml"));
    }

    @Test
    void usesEveryFileOfEveryCase() throws IOException {
        List<Path> folders = cases().toList();

        assertThat(folders).hasSizeGreaterThanOrEqualTo(25);
        assertThat(folders)
                .allSatisfy(folder -> assertThat(folder.toFile().list()).containsExactlyInAnyOrderElementsOf(FILES));
    }

    /** kubectl patches whole objects: the template travels in a PodTemplate. */
    private static JsonNode kubectl(JsonNode base, JsonNode patch, Path scratch) throws Exception {
        Path kubectl = Programs.require("kubectl");
        ObjectNode object = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "PodTemplate");
        object.putObject("metadata").put("name", "t");
        object.set("template", base);
        Path baseFile = Files.writeString(scratch.resolve("base.json"), object.toString());
        JsonNode wrapped = JSON.createObjectNode().set("template", patch);
        Path patchFile = Files.writeString(scratch.resolve("patch.json"), wrapped.toString());
        Path output = scratch.resolve("output.json");
        Process process = new ProcessBuilder(
                        kubectl.toString(),
                        "patch",
                        "--local",
                        "--type=strategic",
                        "--filename=" + baseFile,
                        "--patch-file=" + patchFile,
                        "--output=json")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return JSON.readTree(output.toFile()).get("template");
    }

    private static JsonNode yaml(Path folder, String file) {
        return Yaml.read(folder.resolve(file));
    }

    private static JsonNode withoutLeftovers(JsonNode tree) {
        Leftovers.drop(tree);
        return tree;
    }

    private static PodTemplateSpec typed(JsonNode tree) throws IOException {
        return JSON.treeToValue(tree, PodTemplateSpec.class);
    }
}
