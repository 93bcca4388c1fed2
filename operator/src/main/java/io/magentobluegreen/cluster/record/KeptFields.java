package io.magentobluegreen.cluster.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a newer operator wrote into a record and this one does not know. It stays when this one writes the record, so that a
 * way back to an older operator, and forth again, loses nothing.
 *
 * <p>Unknown is what is gone when a text is read and written again. It belongs to the object that it stands in: with
 * another release, another Job or another time of a verdict it goes.
 */
final class KeptFields {
    /** Where one of them differs, an object speaks of something else. */
    private static final List<String> IDENTITY = List.of("release", "to", "uid", "at");

    private KeptFields() {}

    /**
     * Adds to {@code next} what only {@code before} holds.
     *
     * @param understood {@code before}, read and written again
     */
    static void add(ObjectNode next, JsonNode before, JsonNode understood) {
        if (IDENTITY.stream()
                .anyMatch(name -> before.has(name) && !before.get(name).equals(next.get(name)))) {
            return;
        }
        before.properties().forEach(field -> {
            String name = field.getKey();
            if (!understood.has(name)) {
                next.putIfAbsent(name, field.getValue());
            } else if (next.get(name) instanceof ObjectNode inner) {
                add(inner, field.getValue(), understood.get(name));
            }
        });
    }
}
