package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of a merged list: what the patch names stands in the patch's order, everything else in the order it had
 * before, and the two are interleaved as they stood before.
 *
 * @param byPatch entries that decide the order of what the patch names
 * @param before the list before the merge
 * @param key the field that identifies an entry, or {@link PatchType#BY_VALUE}
 */
record ElementOrder(List<JsonNode> byPatch, List<JsonNode> before, String key) {

    List<JsonNode> arrange(List<JsonNode> merged) {
        List<JsonNode> named = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        for (JsonNode entry : merged) {
            (index(byPatch, entry, key) >= 0 ? named : others).add(entry);
        }
        return interleave(sort(others, before), sort(named, byPatch));
    }

    /** Place of the entry with the same identity; -1 when there is none. */
    static int index(Iterable<JsonNode> entries, JsonNode wanted, String key) {
        int place = 0;
        for (JsonNode entry : entries) {
            if (identity(entry, key).equals(identity(wanted, key))) {
                return place;
            }
            place++;
        }
        return -1;
    }

    private static JsonNode identity(JsonNode entry, String key) {
        return key.equals(PatchType.BY_VALUE) ? entry : entry.path(key);
    }

    /** Insertion sort: an entry without a place in the order moves to the front, as it does with kubectl. */
    private List<JsonNode> sort(List<JsonNode> entries, List<JsonNode> order) {
        List<JsonNode> sorted = new ArrayList<>();
        for (JsonNode entry : entries) {
            int place = sorted.size();
            while (place > 0 && precedes(entry, sorted.get(place - 1), order)) {
                place--;
            }
            sorted.add(place, entry);
        }
        return sorted;
    }

    private boolean precedes(JsonNode left, JsonNode right, List<JsonNode> order) {
        int leftPlace = index(order, left, key);
        int rightPlace = index(order, right, key);
        return leftPlace < 0 || rightPlace < 0 || leftPlace < rightPlace;
    }

    /** An entry of the others goes before the first named one that stood behind it. */
    private List<JsonNode> interleave(List<JsonNode> others, List<JsonNode> named) {
        List<JsonNode> all = new ArrayList<>();
        int other = 0;
        for (JsonNode entry : named) {
            while (other < others.size() && stoodBefore(others.get(other), entry)) {
                all.add(others.get(other++));
            }
            all.add(entry);
        }
        all.addAll(others.subList(other, others.size()));
        return all;
    }

    private boolean stoodBefore(JsonNode left, JsonNode right) {
        int leftPlace = index(before, left, key);
        int rightPlace = index(before, right, key);
        return leftPlace >= 0 && rightPlace >= 0 && leftPlace < rightPlace;
    }
}
