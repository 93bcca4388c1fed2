package io.magentobluegreen.api.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unmodifiable copies of data that has no schema. Unlike {@code Map.copyOf} it keeps the order and null values. */
final class FreeForm {

    private FreeForm() {}

    /** A deep, unmodifiable copy; an empty one of null. */
    static Map<String, Object> of(Map<String, Object> data) {
        if (data == null) {
            return Map.of();
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        data.forEach((key, value) -> copy.put(key, frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(key, frozen(entry)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(entry -> copy.add(frozen(entry)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
