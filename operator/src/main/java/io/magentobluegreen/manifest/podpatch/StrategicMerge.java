package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges objects as a strategic merge patch says. Both trees are consumed; the patch has passed {@link PatchCheck}.
 *
 * <p>In each object, in this order: {@code $patch} decides for the whole object; {@code $retainKeys} drops fields;
 * {@code $deleteFromPrimitiveList} removes values; then each field is deleted by null, merged, or replaced.
 */
final class StrategicMerge {

    private StrategicMerge() {}

    static ObjectNode merge(ObjectNode original, ObjectNode patch, PatchType type) {
        if (patch.has(Directive.PATCH)) {
            return whole(patch);
        }
        retainKeys(original, patch);
        mergeOrdered(original, patch, type);
        deleteValues(original, patch);
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            mergeField(original, field, type);
        }
        return original;
    }

    private static ObjectNode whole(ObjectNode patch) {
        boolean replaces = patch.remove(Directive.PATCH).asText().equals(Directive.REPLACE);
        return replaces ? patch : JsonNodeFactory.instance.objectNode();
    }

    private static void retainKeys(ObjectNode original, ObjectNode patch) {
        Optional.ofNullable(patch.remove(Directive.RETAIN_KEYS)).ifPresent(keys -> {
            Set<String> kept = new HashSet<>();
            keys.forEach(key -> kept.add(key.asText()));
            original.retain(kept);
        });
    }

    /** Lists with an order of their own; one may be ordered without being changed. */
    private static void mergeOrdered(ObjectNode original, ObjectNode patch, PatchType type) {
        for (String key : fieldNames(patch)) {
            Directive.list(key, Directive.SET_ORDER).ifPresent(list -> {
                List<JsonNode> order = entries(patch.remove(key));
                if (original.has(list) || patch.has(list)) {
                    ListMerge merge = listMerge(type, list);
                    List<JsonNode> before = entries(original.get(list));
                    List<JsonNode> changes = entries(patch.remove(list));
                    merge.requireOrder(before, changes, order);
                    boolean isNew = !original.has(list);
                    set(original, list, isNew ? merge.add(changes, order) : merge.merge(before, changes, order));
                }
            });
        }
    }

    private static void deleteValues(ObjectNode original, ObjectNode patch) {
        for (String key : fieldNames(patch)) {
            Directive.list(key, Directive.DELETE_VALUES).ifPresent(list -> {
                JsonNode gone = patch.remove(key);
                if (original.has(list)) {
                    List<JsonNode> left = entries(original.get(list));
                    left.removeIf(value -> ElementOrder.index(gone, value, PatchType.BY_VALUE) >= 0);
                    set(original, list, left);
                }
            });
        }
    }

    private static void mergeField(ObjectNode original, Map.Entry<String, JsonNode> field, PatchType type) {
        String name = field.getKey();
        JsonNode before = original.get(name);
        JsonNode patch = field.getValue();
        if (patch.isNull()) {
            original.remove(name);
        } else if (before instanceof ObjectNode object && patch instanceof ObjectNode change) {
            original.set(name, merge(object, change, type.field(name).orElseThrow()));
        } else if (before instanceof ArrayNode && type.mergeKey(name).isPresent()) {
            set(original, name, listMerge(type, name).merge(entries(before), entries(patch)));
        } else if (Leftovers.keep(patch)) {
            original.set(name, patch);
        }
    }

    private static ListMerge listMerge(PatchType type, String list) {
        return new ListMerge(
                type.mergeKey(list).orElseThrow(),
                type.field(list).orElseThrow().element());
    }

    private static void set(ObjectNode object, String list, List<JsonNode> entries) {
        object.putArray(list).addAll(entries);
    }

    /** Entries of a list; none where there is no list. */
    private static List<JsonNode> entries(JsonNode list) {
        List<JsonNode> entries = new ArrayList<>();
        if (list != null) {
            list.forEach(entries::add);
        }
        return entries;
    }

    private static List<String> fieldNames(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
