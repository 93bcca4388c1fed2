package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import java.io.IOException;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** The defaults of the schema and of the records are written twice; they must never differ. */
@NeedsRealApiServer
class DefaultsTest {

    private static final String LEAST = """
            apiVersion: magento-bluegreen.io/v1alpha1
            kind: MagentoRelease
            metadata: {name: shop}
            spec:
              image: registry.example.com/shop/php:2.1.0
              env: {secretName: shop-env}
              verification:
                host: www.example.com
                checks: [{path: /}]
                jobs: [{name: smoke}]
            """;

    @Test
    void areTheSameInTheSchemaAndInTheRecords() {
        JsonNode stored = json(create(LEAST)).get("spec");

        JsonNode read =
                json(Serialization.unmarshal(LEAST, MagentoRelease.class)).get("spec");

        assertThat(withoutEmptyOnes(read)).isEqualTo(withoutEmptyOnes(stored));
    }

    @Test
    void fillNothingIntoAResourceThatSaysEverything() throws IOException {
        String full = ExamplesTest.text("full.yaml");
        JsonNode written = Serialization.unmarshal(full, JsonNode.class).get("spec");

        assertThat(json(create(full)).get("spec")).isEqualTo(written);
        assertThat(json(Serialization.unmarshal(full, MagentoRelease.class)).get("spec"))
                .isEqualTo(written);
    }

    private static GenericKubernetesResource create(String yaml) {
        RealApiServer server = RealApiServer.require();
        GenericKubernetesResource resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        resource.getMetadata().setNamespace(server.newNamespace());
        return server.admin().resource(resource).create();
    }

    private static JsonNode json(Object resource) {
        return new KubernetesSerialization().convertValue(resource, JsonNode.class);
    }

    /** An absent list or object means an empty one, so the schema has no default for these. */
    private static JsonNode withoutEmptyOnes(JsonNode node) {
        for (Iterator<JsonNode> children = node.iterator(); children.hasNext(); ) {
            JsonNode child = withoutEmptyOnes(children.next());
            if (node instanceof ObjectNode && child.isContainerNode() && child.isEmpty()) {
                children.remove();
            }
        }
        return node;
    }
}
