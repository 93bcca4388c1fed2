package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads data that has no schema down to {@value FreeForm#DEEPEST} levels and passes over what lies deeper, with
 * {@link FreeForm.Cut} in its place: an API server takes far deeper data than the stack of a program, and one such object
 * must never stop the watch over all of them.
 */
final class FreeFormReader extends JsonDeserializer<Map<String, Object>> {

    @Override
    public Map<String, Object> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            @SuppressWarnings("unchecked")
            Map<String, Object> unexpected = (Map<String, Object>) context.handleUnexpectedToken(Map.class, parser);
            return unexpected;
        }
        return map(parser, FreeForm.DEEPEST);
    }

    private static Object value(JsonParser parser, int levels) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> levels > 0 ? map(parser, levels) : cut(parser);
            case START_ARRAY -> levels > 0 ? list(parser, levels) : cut(parser);
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject();
            case VALUE_STRING, FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE -> parser.getText();
        };
    }

    private static Map<String, Object> map(JsonParser parser, int levels) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            map.put(key, value(parser, levels - 1));
        }
        return map;
    }

    private static List<Object> list(JsonParser parser, int levels) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, levels - 1));
        }
        return list;
    }

    private static FreeForm.Cut cut(JsonParser parser) throws IOException {
        parser.skipChildren();
        return FreeForm.Cut.TOO_DEEP;
    }
}
