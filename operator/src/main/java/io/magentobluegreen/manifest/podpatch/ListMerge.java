package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Merges a list whose entries have an identity.
 *
 * <p>An entry with {@code $patch: delete} removes its namesake; one with {@code $patch: replace} makes the patch's other
 * entries the whole list; any other entry is merged into the first namesake or appended.
 *
 * @param key the field that identifies an entry, or {@link PatchType#BY_VALUE}
 * @param entry the type of the entries
 */
record ListMerge(String key, PatchType entry) {

    List<JsonNode> merge(List<JsonNode> original, List<JsonNode> patch) {
        List<JsonNode> changes =
                patch.stream().filter(change -> directive(change).isEmpty()).toList();
        if (patch.stream().anyMatch(change -> directive(change).equals(Directive.REPLACE))) {
            return changes;
        }
        List<JsonNode> before =
                original.stream().filter(entry -> !deletes(patch, entry)).toList();
        List<JsonNode> merged = new ArrayList<>(before);
        changes.forEach(change -> mergeEntry(merged, change));
        return new ElementOrder(changes, before, key).arrange(merged);
    }

    /**
     * As {@link #merge}, with the order of {@code $setElementOrder} above that of the patch.
     *
     * @param order an entry per place; of an object only its key counts
     */
    List<JsonNode> merge(List<JsonNode> original, List<JsonNode> patch, List<JsonNode> order) {
        return new ElementOrder(order, original, key).arrange(merge(original, patch));
    }

    private boolean advance(Iterator<JsonNode> order, JsonNode wanted) {
        while (order.hasNext()) {
            if (ElementOrder.index(List.of(order.next()), wanted, key) == 0) {
                return true;
            }
        }
        return false;
    }

    private void mergeEntry(List<JsonNode> merged, JsonNode change) {
        int place = ElementOrder.index(merged, change, key);
        if (place < 0) {
            merged.add(change);
        } else if (merged.get(place) instanceof ObjectNode before) {
            merged.set(place, StrategicMerge.merge(before, (ObjectNode) change, entry));
        }
    }

    private boolean deletes(List<JsonNode> patch, JsonNode entry) {
        return patch.stream()
                .filter(change -> directive(change).equals(Directive.DELETE))
                .anyMatch(change -> ElementOrder.index(List.of(entry), change, key) == 0);
    }

    private static String directive(JsonNode change) {
        return change.path(Directive.PATCH).asText();
    }

    /** A list where there was none: nothing is merged, and what carries a directive is left out. */
    List<JsonNode> add(List<JsonNode> patch, List<JsonNode> order) {
        List<JsonNode> kept = patch.stream().filter(Leftovers::keep).toList();
        return new ElementOrder(order, List.of(), key).arrange(kept);
    }

    /**
     * What the patch names has to be a part of the order, entry for entry; only what it deletes need not be.
     *
     * @throws RefusedPatch otherwise, and for the order of a list without entries
     */
    void requireOrder(List<JsonNode> original, List<JsonNode> patch, List<JsonNode> order) {
        if (original.isEmpty() && patch.isEmpty()) {
            throw new RefusedPatch(
                    "a \"" + Directive.SET_ORDER + "…\" is about a list without entries: take it out of the patch");
        }
        Iterator<JsonNode> next = order.iterator();
        boolean fits = patch.stream()
                .filter(change -> !directive(change).equals(Directive.DELETE))
                .allMatch(change -> advance(next, change));
        if (!order.isEmpty() && !fits) {
            throw new RefusedPatch("the entries of a list stand in another order than its \"" + Directive.SET_ORDER
                    + "…\" says, or are missing there: name each entry of the list there, in the same order");
        }
    }
}
