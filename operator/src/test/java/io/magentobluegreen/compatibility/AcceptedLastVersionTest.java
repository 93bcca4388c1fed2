package io.magentobluegreen.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.manifest.Yaml;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server takes resources of an earlier version, with their status, as they are. */
@NeedsRealApiServer
class AcceptedLastVersionTest {

    static List<Path> versions() {
        return LastVersions.all();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void isAcceptedWithoutALoss(Path version) {
        // Given
        JsonNode sample = Yaml.read(version.resolve("resource.yaml"));
        KubernetesClient client = RealApiServer.require().admin();
        GenericKubernetesResource resource =
                Serialization.unmarshal(sample.toString(), GenericKubernetesResource.class);
        resource.getMetadata().setNamespace(RealApiServer.require().newNamespace());
        // When
        client.resource(resource)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .create();
        GenericKubernetesResource stored =
                client.resource(resource).subresource("status").update();
        // Then
        JsonNode kept = Serialization.unmarshal(Serialization.asJson(stored), JsonNode.class);
        assertThat(kept.get("spec"))
                .isEqualTo(Serialization.unmarshal(sample.get("spec").toString(), JsonNode.class));
        assertThat(kept.get("status"))
                .isEqualTo(Serialization.unmarshal(sample.get("status").toString(), JsonNode.class));
    }
}
