package io.magentobluegreen.simulation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Server-side apply with one manager: what it applied before and does not apply any more goes, what it never applied
 * stays. Lists are replaced as a whole.
 */
final class AppliedFields {
    private final Map<String, JsonNode> before = new ConcurrentHashMap<>();

    /**
     * The object with these fields applied.
     *
     * @param key of the object and its subresource
     */
    JsonNode over(JsonNode found, String key, JsonNode fields) {
        JsonNode old = before.put(key, fields);
        JsonNode result = found.deepCopy();
        if (old != null) {
            remove((ObjectNode) result, old, fields);
        }
        return MergePatch.of(result, fields);
    }

    private static void remove(ObjectNode from, JsonNode old, JsonNode fields) {
        old.properties().forEach(field -> {
            String name = field.getKey();
            if (!fields.has(name)) {
                from.remove(name);
            } else if (field.getValue().isObject() && from.path(name).isObject()) {
                remove((ObjectNode) from.path(name), field.getValue(), fields.path(name));
            }
        });
    }
}
