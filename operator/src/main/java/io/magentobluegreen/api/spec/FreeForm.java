package io.magentobluegreen.api.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unmodifiable copies of data that has no schema. Unlike {@code Map.copyOf} it keeps the order and null values. */
public final class FreeForm {

    /** Levels of objects and lists that are read; env.php and pod templates have fewer than twenty. */
    public static final int DEEPEST = 100;

    /** Stands where something was left out. */
    enum Cut {
        /** What lies deeper than is read. */
        TOO_DEEP
    }

    private FreeForm() {}

    /** Whether something in this data was nested too deeply to be read. */
    public static boolean isCut(Object data) {
        if (data instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(FreeForm::isCut);
        }
        return data instanceof List<?> list ? list.stream().anyMatch(FreeForm::isCut) : data instanceof Cut;
    }

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
