package io.magentobluegreen.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.GoDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Kustomization of the example waits for the whole release, takes nothing from people, and loses no store. */
class FluxKustomizationTest {

    @Test
    void waitsLongerThanTheLongestReleaseWithoutAnApproval() throws IOException {
        JsonNode kustomization = read("kustomization.yaml");
        MagentoReleaseSpec defaults = Serialization.unmarshal(
                "image: a\nenv: {secretName: b}\nverification: {host: c}", MagentoReleaseSpec.class);

        Duration longest = Stream.of(
                        Duration.ofMinutes(25), // preflight, start and cleaning, which have no field
                        defaults.upgrade().timeout().toDuration(),
                        defaults.verification().deadline().toDuration(),
                        defaults.warmUp().deadline().toDuration(),
                        defaults.soak().duration().toDuration())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(kustomization.at("/spec/wait").asBoolean()).isTrue();
        assertThat(GoDuration.of(kustomization.at("/spec/timeout").asText()).toDuration())
                .isGreaterThanOrEqualTo(longest);
    }

    @Test
    void neverReplacesAStore() throws IOException {
        assertThat(read("kustomization.yaml").at("/spec/force").asBoolean(true)).isFalse();
    }

    @Test
    void leavesCommandsAndDeletesNoStoreWhoseFileIsGone() throws IOException {
        JsonNode annotations = read("store.yaml").at("/metadata/annotations");

        assertThat(annotations.path("kustomize.toolkit.fluxcd.io/ssa").asText()).isEqualTo("Merge");
        assertThat(annotations.path("kustomize.toolkit.fluxcd.io/prune").asText())
                .isEqualTo("Disabled");
    }

    private static JsonNode read(String file) throws IOException {
        return Serialization.unmarshal(Files.readString(Path.of("..", "examples", "flux", file)), JsonNode.class);
    }
}
