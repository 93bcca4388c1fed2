package io.magentobluegreen.kill.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.release.record.SetRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that changes an object of a store.
 *
 * @param step where the record stands that is written, or ""
 */
public record ApiWrite(String method, String resource, String name, String step) {
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern PATH =
            Pattern.compile("/apis?/.*?/?namespaces/[^/]+/([a-z]+)(?:/([^/?]+))?(/[a-z]+)?.*");
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{10}(-[0-9]+)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty for a request that changes nothing, and for an Event: nothing decides from one. */
    static Optional<ApiWrite> of(Head request, byte[] body) {
        Matcher path = PATH.matcher(request.target());
        if (!CHANGING.contains(request.method())
                || !path.matches()
                || path.group(1).equals("events")) {
            return Optional.empty();
        }
        JsonNode object = parse(body);
        String subresource = path.group(3) == null ? "" : path.group(3);
        String name = path.group(2) == null ? object.at("/metadata/name").asText() : path.group(2);
        return Optional.of(new ApiWrite(request.method(), path.group(1) + subresource, name, step(object)));
    }

    private static String step(JsonNode object) {
        JsonNode record = object.path("metadata").path("annotations").path(RecordCodec.SET);
        return RecordCodec.readSet(record.asText()).map(ApiWrite::spoken).orElse("");
    }

    private static String spoken(SetRecord record) {
        return record.step().text()
                + (record.promoting().isPresent() ? ", stamped" : "")
                + record.outcome().map(outcome -> ", " + outcome.text()).orElse("");
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0
                    ? MissingNode.getInstance()
                    : JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** The same for the same write of every release. */
    @Override
    public String toString() {
        String what =
                "%s %s %s".formatted(method, resource, REVISION.matcher(name).replaceAll("*"));
        return step.isEmpty() ? what : "%s (%s)".formatted(what, step);
    }
}
