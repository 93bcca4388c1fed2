package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;

/** Nulls and directives that a merge leaves in what it took over unmerged. */
final class Leftovers {

    private Leftovers() {}

    /** Takes them out of a merged tree, in place. */
    static void drop(JsonNode merged) {
        if (merged instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull() || Directive.is(field.getKey()));
        }
        for (JsonNode child : merged) {
            drop(child);
        }
    }

    /**
     * Takes out what a directive removes from a value that is new in the result: an object with {@code $patch} goes as a
     * whole, whatever the directive says.
     *
     * @return false when the value itself goes
     */
    static boolean keep(JsonNode added) {
        if (added.isObject() && added.has(Directive.PATCH)) {
            return false;
        }
        for (Iterator<JsonNode> children = added.elements(); children.hasNext(); ) {
            if (!keep(children.next())) {
                children.remove();
            }
        }
        return true;
    }
}
