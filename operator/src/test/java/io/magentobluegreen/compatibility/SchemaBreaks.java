package io.magentobluegreen.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a schema refuses, or reads differently, what the one before it took. What is new beside the fields of before breaks
 * nothing, unless it is demanded.
 */
final class SchemaBreaks {
    private static final List<String> UPPER = List.of("maximum", "maxLength", "maxItems", "maxProperties");
    private static final List<String> LOWER = List.of("minimum", "minLength", "minItems", "minProperties");
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
    private static final String RULES = "x-kubernetes-validations";
    private static final List<String> UNCHANGED = List.of(
            "type",
            "format",
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-map-type",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "allOf",
            "anyOf",
            "oneOf",
            "not");
    private static final List<String> UNCHANGED_OR_GONE = List.of("pattern", "multipleOf", "uniqueItems");
    private static final List<String> UNCHANGED_OR_NEW = List.of("nullable", PRESERVE);

    private final List<String> breaks = new ArrayList<>();

    private SchemaBreaks() {}

    /** A sentence each, empty when nothing is broken. */
    static List<String> between(JsonNode before, JsonNode now) {
        SchemaBreaks found = new SchemaBreaks();
        found.compare("", before, now);
        return List.copyOf(found.breaks);
    }

    private void compare(String path, JsonNode before, JsonNode now) {
        words(path, before, now);
        bounds(path, before, now);
        choices(path, before, now);
        defaults(path, before.path("default"), now.path("default"));
        demands(path, before, now);
        rules(path, before, now);
        before.path("properties").properties().forEach(field -> {
            String below = path + "." + field.getKey();
            below(below, field.getValue(), now.path("properties").path(field.getKey()));
        });
        for (String inner : List.of("items", "additionalProperties")) {
            if (before.path(inner).isObject()) {
                below(path + (inner.equals("items") ? "[]" : ".*"), before.get(inner), now.path(inner));
            }
        }
    }

    private void below(String path, JsonNode before, JsonNode now) {
        if (now.isMissingNode()) {
            breaks.add(path + " is gone");
        } else {
            compare(path, before, now);
        }
    }

    private void words(String path, JsonNode before, JsonNode now) {
        UNCHANGED.stream()
                .filter(word -> !before.path(word).equals(now.path(word)))
                .forEach(word -> changed(path, word, before, now));
        UNCHANGED_OR_GONE.stream()
                .filter(word -> now.has(word) && !before.path(word).equals(now.path(word)))
                .forEach(word -> changed(path, word, before, now));
        UNCHANGED_OR_NEW.stream()
                .filter(word -> before.path(word).asBoolean() && !now.path(word).asBoolean())
                .forEach(word -> changed(path, word, before, now));
    }

    private void bounds(String path, JsonNode before, JsonNode now) {
        UPPER.stream()
                .filter(now::has)
                .filter(word -> !before.has(word)
                        || before.get(word).asDouble() > now.get(word).asDouble())
                .forEach(word -> changed(path, word, before, now));
        LOWER.stream()
                .filter(now::has)
                .filter(word -> !before.has(word)
                        || before.get(word).asDouble() < now.get(word).asDouble())
                .forEach(word -> changed(path, word, before, now));
    }

    private void choices(String path, JsonNode before, JsonNode now) {
        if (now.has("enum") && !before.has("enum")) {
            breaks.add(path + " takes only a choice of words now");
        }
        Set<JsonNode> offered = now.path("enum").valueStream().collect(Collectors.toSet());
        before.path("enum")
                .valueStream()
                .filter(word -> now.has("enum") && !offered.contains(word))
                .forEach(word -> breaks.add(path + " does not take " + word + " any more"));
    }

    /** Of an object each field of before is the same; there may be more. */
    private void defaults(String path, JsonNode before, JsonNode now) {
        boolean same = before.isObject() && now.isObject()
                ? before.properties().stream()
                        .allMatch(field -> field.getValue().equals(now.get(field.getKey())))
                : before.equals(now);
        if (!same) {
            breaks.add(path + " has another default: " + before + " became " + now);
        }
    }

    private void demands(String path, JsonNode before, JsonNode now) {
        Set<JsonNode> demanded = before.path("required").valueStream().collect(Collectors.toSet());
        now.path("required")
                .valueStream()
                .filter(field -> !demanded.contains(field))
                .filter(field -> !now.path("properties").path(field.asText()).has("default"))
                .forEach(field -> breaks.add(path + "." + field.asText() + " is required now"));
    }

    private void rules(String path, JsonNode before, JsonNode now) {
        Set<String> held = rules(before);
        rules(now).stream()
                .filter(rule -> !held.contains(rule))
                .forEach(rule -> breaks.add(path + " has to fulfil another rule: " + rule));
    }

    private static Set<String> rules(JsonNode schema) {
        return schema.path(RULES)
                .valueStream()
                .map(rule -> rule.path("rule").asText())
                .collect(Collectors.toSet());
    }

    private void changed(String path, String word, JsonNode before, JsonNode now) {
        breaks.add(path + ": " + word + " was " + before.path(word) + " and is " + now.path(word));
    }
}
