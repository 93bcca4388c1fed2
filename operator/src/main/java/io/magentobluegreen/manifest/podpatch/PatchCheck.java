package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks a patch against the pod template's type before anything is merged: unknown fields, wrong types, entries
 * without their key, and directives where they mean nothing. Each refusal names the field by its path.
 */
final class PatchCheck {

    /** A decimal number with a suffix of Kubernetes, or an exponent. */
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");

    private final List<String> path = new ArrayList<>();

    /** @throws RefusedPatch for the first thing that does not fit */
    void check(JsonNode patch, PatchType type) {
        if (patch.isNull()) {
            return;
        }
        switch (type.shape()) {
            case OBJECT, MAP -> object(patch, type);
            case LIST -> require(patch.isArray(), type);
            case TEXT -> require(patch.isTextual(), type);
            case INTEGER -> require(isInteger(patch), type);
            case NUMBER -> require(patch.isNumber(), type);
            case BOOLEAN -> require(patch.isBoolean(), type);
            case QUANTITY -> quantity(patch, type);
            case INTEGER_OR_TEXT -> require(patch.isTextual() || isInteger(patch), type);
            case ANYTHING -> {}
        }
    }

    private static boolean isInteger(JsonNode value) {
        return value.isNumber() && value.canConvertToExactIntegral();
    }

    private void quantity(JsonNode patch, PatchType type) {
        require(patch.isTextual() || patch.isNumber(), type);
        refuseIf(!QUANTITY.matcher(patch.asText()).matches(), "is no quantity such as 500m or 2Gi");
    }

    private void object(JsonNode patch, PatchType type) {
        require(patch.isObject(), type);
        retainKeys(patch);
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            within(field.getKey(), () -> {
                if (Directive.is(field.getKey())) {
                    directive(field, patch, type);
                } else {
                    field(field, type);
                }
            });
        }
    }

    private void field(Map.Entry<String, JsonNode> field, PatchType type) {
        PatchType fieldType = type.field(field.getKey()).orElseThrow(() -> unknown(field.getKey(), type));
        check(field.getValue(), fieldType);
        if (field.getValue().isArray()) {
            entries(field.getValue(), fieldType.element(), type.mergeKey(field.getKey()));
        }
    }

    private void entries(JsonNode list, PatchType type, Optional<String> key) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode entry = list.get(i);
            within("[" + i + "]", () -> {
                refuseIf(entry.isNull(), "is null: take the entry out, or say \"$patch\": \"delete\" beside its key");
                check(entry, type);
                refuseIf(
                        key.isEmpty() && entry.has(Directive.PATCH),
                        "has a \"$patch\", but this list is always replaced as a whole: write the list as it shall be");
                key.ifPresent(name -> identified(entry, name));
            });
        }
    }

    /** An entry that only says "replace" needs no key. */
    private void identified(JsonNode entry, String key) {
        boolean replaces = entry.path(Directive.PATCH).asText().equals(Directive.REPLACE);
        refuseIf(
                entry.isObject() && !replaces && entry.path(key).isMissingNode(),
                "lacks \"" + key + "\", by which entries of this list are matched");
        refuseIf(entry.path(key).isNull(), "has null for \"" + key + "\", by which entries of this list are matched");
    }

    private void directive(Map.Entry<String, JsonNode> field, JsonNode patch, PatchType type) {
        String key = field.getKey();
        JsonNode value = field.getValue();
        Optional<String> ordered = Directive.list(key, Directive.SET_ORDER);
        Optional<String> deleted = Directive.list(key, Directive.DELETE_VALUES);
        if (ordered.isPresent()) {
            order(value, patch, type, ordered.get());
        } else if (deleted.isPresent()) {
            refuseIf(
                    !type.mergeKey(deleted.get()).equals(Optional.of(PatchType.BY_VALUE)) || !value.isArray(),
                    "names no list of plain values that is merged");
        } else if (key.equals(Directive.PATCH)) {
            refuseIf(
                    !List.of(Directive.REPLACE, Directive.DELETE).contains(value.asText()),
                    "is " + value + ": only \"replace\" and \"delete\" are known");
        } else if (!key.equals(Directive.RETAIN_KEYS)) {
            throw refuse("is no directive that kubectl knows");
        }
    }

    private void order(JsonNode order, JsonNode patch, PatchType type, String list) {
        Optional<String> key = type.mergeKey(list);
        refuseIf(key.isEmpty(), "names no list that is merged");
        refuseIf(!order.isArray(), "is no list");
        refuseIf(patch.has(list) && !patch.get(list).isArray(), "is about a list that the same patch deletes");
        for (JsonNode entry : order) {
            refuseIf(
                    key.filter(name -> !name.isEmpty() && !entry.has(name)).isPresent(),
                    "has an entry without \"" + key.orElseThrow() + "\"");
        }
    }

    private void retainKeys(JsonNode patch) {
        JsonNode keys = patch.path(Directive.RETAIN_KEYS);
        if (keys.isMissingNode()) {
            return;
        }
        within(Directive.RETAIN_KEYS, () -> {
            refuseIf(!keys.isArray(), "is no list");
            List<String> kept = new ArrayList<>();
            keys.forEach(key -> kept.add(key.asText()));
            for (Map.Entry<String, JsonNode> field : patch.properties()) {
                boolean set = !field.getValue().isNull() && !Directive.is(field.getKey());
                refuseIf(
                        set && !kept.contains(field.getKey()),
                        "lacks \"" + field.getKey() + "\", which stands beside it: name every field that stays");
            }
        });
    }

    private void require(boolean fits, PatchType type) {
        refuseIf(!fits, "is not " + type.shape().words);
    }

    private RefusedPatch unknown(String name, PatchType type) {
        String similar = type.properties().stream()
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst()
                .map(known -> ": did you mean \"" + known + "\"?")
                .orElse("");
        return refuse("is no field of a pod template" + similar);
    }

    private void within(String step, Runnable check) {
        path.add(step);
        check.run();
        path.remove(path.size() - 1);
    }

    private void refuseIf(boolean wrong, String what) {
        if (wrong) {
            throw refuse(what);
        }
    }

    private RefusedPatch refuse(String what) {
        String field = String.join(".", path).replace(".[", "[");
        return new RefusedPatch((field.isEmpty() ? "it" : field) + " " + what);
    }
}
