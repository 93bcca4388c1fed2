package io.magentobluegreen.schedule.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Bodies of requests as objects: each a new one that nobody else holds. */
final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization(JSON, true);

    private Bodies() {}

    static HasMetadata read(ApiRequest request) {
        return KUBERNETES.unmarshal(request.body(), request.kind().type());
    }

    /** A merge patch upon an object. */
    static HasMetadata merged(HasMetadata object, ApiRequest patch) {
        try {
            JsonNode tree = JSON.valueToTree(object);
            merge((ObjectNode) tree, (ObjectNode) JSON.readTree(patch.body()));
            return JSON.treeToValue(tree, patch.kind().type());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A patch that is none: " + patch.body(), e);
        }
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value.isObject() && target.get(field.getKey()) instanceof ObjectNode inner) {
                merge(inner, (ObjectNode) value);
            } else {
                target.set(field.getKey(), value);
            }
        });
    }

    static MemoryApi.Preconditions preconditions(ApiRequest request) {
        try {
            JsonNode only = JSON.readTree(request.body()).path("preconditions");
            return new MemoryApi.Preconditions(text(only, "uid"), text(only, "resourceVersion"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Options of a deletion that are none: " + request.body(), e);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }
}
