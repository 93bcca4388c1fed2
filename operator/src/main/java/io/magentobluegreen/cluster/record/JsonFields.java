package io.magentobluegreen.cluster.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Typed reading of one JSON object. A field of another type than the one asked for is a {@link BrokenRecord}; a field
 * nobody asks for is no business of ours, since a newer operator may have written it.
 */
final class JsonFields {
    private final JsonNode node;

    private JsonFields(JsonNode node) {
        this.node = node;
    }

    static JsonFields of(JsonNode node) {
        if (node == null || !node.isObject()) {
            throw new BrokenRecord("no JSON object");
        }
        return new JsonFields(node);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual()) {
            throw new BrokenRecord(name + " is no text");
        }
        return value.textValue();
    }

    String text(String name, String absent) {
        return has(name) ? text(name) : absent;
    }

    int number(String name) {
        JsonNode value = required(name);
        if (!value.isInt()) {
            throw new BrokenRecord(name + " is no number");
        }
        return value.intValue();
    }

    long longNumber(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new BrokenRecord(name + " is no number");
        }
        return value.longValue();
    }

    boolean flag(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw new BrokenRecord(name + " is neither true nor false");
        }
        return value.booleanValue();
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new BrokenRecord(name + " is no time");
        }
    }

    Optional<Instant> optionalTime(String name) {
        return has(name) ? Optional.of(time(name)) : Optional.empty();
    }

    JsonFields object(String name) {
        return of(required(name));
    }

    Optional<JsonFields> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    Iterable<String> names() {
        return node::fieldNames;
    }

    private JsonNode required(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new BrokenRecord(name + " is missing");
        }
        return value;
    }
}
