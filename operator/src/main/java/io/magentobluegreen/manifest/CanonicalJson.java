package io.magentobluegreen.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON in one form only: keys sorted, no white space, numbers without exponent and trailing zeros. */
final class CanonicalJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private CanonicalJson() {}

    /** The one form of maps with text keys, lists, texts, numbers, booleans and null, nested at will. */
    static String of(Object data) {
        try {
            return JSON.writeValueAsString(canonical(data));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing " + data.getClass() + " as JSON", e);
        }
    }

    private static Object canonical(Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<Object, Object> sorted = new TreeMap<>(map);
            Map<Object, Object> copy = new LinkedHashMap<>();
            sorted.forEach((key, value) -> copy.put(key, canonical(value)));
            return copy;
        }
        if (data instanceof List<?> list) {
            return list.stream().map(CanonicalJson::canonical).toArray();
        }
        if (data instanceof Number number) {
            return canonical(new BigDecimal(number.toString()));
        }
        return data;
    }

    private static BigDecimal canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
