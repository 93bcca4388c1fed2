package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Says in the schema of a type what the generator has no annotation for, by a JSON merge patch.
 *
 * <p>The generator's own {@code MergePatchCustomizer} replaces nested objects instead of merging them.
 */
public final class SchemaPatch implements SchemaCustomizer.Customizer {

    @Override
    public JSONSchemaProps apply(JSONSchemaProps schema, String patch, KubernetesSerialization serialization) {
        ObjectNode merged = serialization.convertValue(schema, ObjectNode.class);
        merge(merged, serialization.unmarshal(patch, ObjectNode.class));
        return serialization.convertValue(merged, JSONSchemaProps.class);
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (var field : patch.properties()) {
            JsonNode known = target.get(field.getKey());
            if (known instanceof ObjectNode into && field.getValue() instanceof ObjectNode from) {
                merge(into, from);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
