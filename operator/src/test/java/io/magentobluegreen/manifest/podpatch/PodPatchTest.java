package io.magentobluegreen.manifest.podpatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.magentobluegreen.manifest.Yaml;
import io.magentobluegreen.manifest.podpatch.PodPatch.Patched;
import io.magentobluegreen.manifest.podpatch.PodPatch.Refused;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a patch may say, beyond what kubectl makes of it. */
class PodPatchTest {

    private static final Path REFUSED = Path.of("src/test/resources/podpatch-refused");

    private final PodTemplateSpec base = Yaml.read(REFUSED.resolve("base.yaml"), PodTemplateSpec.class);

    static Stream<Arguments> refusals() {
        return Yaml.read(REFUSED.resolve("cases.yaml")).properties().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusesInOneSentence(String name, JsonNode wrong) {
        PodPatch.Result result = PodPatch.apply(base, wrong.get("patch"));

        assertThat(result)
                .isEqualTo(new Refused(
                        "web.podPatch cannot be used: " + wrong.get("sentence").asText()));
    }

    @Test
    void leavesItsArgumentsAsTheyAre() throws Exception {
        JsonNode patch = new ObjectMapper().readTree("""
                {"spec": {"volumes": [{"$retainKeys": ["name", "nfs"], "name": "magento-bluegreen-var", "nfs": {}}]}}
                """);
        JsonNode patchBefore = patch.deepCopy();
        PodTemplateSpec baseBefore = Yaml.read(REFUSED.resolve("base.yaml"), PodTemplateSpec.class);

        PodPatch.apply(base, patch);

        assertThat(patch).isEqualTo(patchBefore);
        assertThat(base).isEqualTo(baseBefore);
    }

    @Test
    void changesNothingWithoutAPatch() {
        assertThat(PodPatch.apply(base, Map.of())).isEqualTo(new Patched(base));
        assertThat(PodPatch.apply(base, new ObjectMapper().createObjectNode())).isEqualTo(new Patched(base));
    }

    @Test
    void letsTheWritableFoldersBeChanged() throws Exception {
        JsonNode patch = new ObjectMapper().readTree("""
                {"spec": {"volumes": [{"name": "magento-bluegreen-var", "emptyDir": null, "nfs": {"path": "/"}}]}}
                """);

        assertThat(PodPatch.apply(base, patch)).isInstanceOf(Patched.class);
    }
}
