package io.magentobluegreen.simulation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mock's CRUD mode with what an operator leans on besides: server-side apply, merge patches by RFC 7386, preconditions
 * of updates and deletions, the reasons of conflicts, and the Date of every answer.
 *
 * <p>It knows one manager of each object's applied fields, and so no conflict between two; admission and defaults of the
 * schema are a real API server's as well.
 */
final class CrudDispatcher extends KubernetesCrudDispatcher {
    private static final int UNPROCESSABLE = 422;
    private static final String APPLY = "application/apply-patch+yaml";
    private static final String MERGE = "application/merge-patch+json";
    private static final String STATUS = "/status";
    /** What every Service gets: whoever listens on its port there is the Service. */
    private static final String SERVICE_ADDRESS = "127.0.0.1";

    private final Journal journal;
    private final Clock clock = Clock.systemUTC();
    private final AppliedFields applied = new AppliedFields();

    CrudDispatcher(List<CustomResourceDefinitionContext> definitions, Journal journal) {
        super(definitions);
        this.journal = journal;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        if (journal.isCutOff(agent)) {
            return failure(HttpURLConnection.HTTP_UNAVAILABLE, "ServiceUnavailable", "this client is cut off");
        }
        MockResponse answer = request.getMethod().equals("GET") ? read(request) : written(agent, request);
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(clock.withZone(ZoneOffset.UTC)));
        return answer.setHeader("Date", now);
    }

    private MockResponse read(RecordedRequest request) {
        return request.getPath().equals("/version")
                ? answer(Serialization.asJson(Map.of("major", "1", "minor", "36")))
                : super.dispatch(request);
    }

    /** One write at a time: what a patch is computed from is what it is written over. */
    private synchronized MockResponse written(String agent, RecordedRequest request) {
        MockResponse answer = write(request);
        journal.add(new Journal.Write(agent, request.getMethod(), request.getPath(), answer.code()));
        return answer;
    }

    private MockResponse write(RecordedRequest request) {
        return switch (request.getMethod()) {
            case "POST" -> create(request);
            case "PUT" -> update(request);
            case "PATCH" -> patch(request);
            case "DELETE" -> delete(request);
            default -> super.dispatch(request);
        };
    }

    private MockResponse create(RecordedRequest request) {
        JsonNode object = parsed(request.getUtf8Body());
        if (object.path("kind").asText().equals("Service")
                && !object.path("spec").hasNonNull("clusterIP")) {
            ((ObjectNode) object.path("spec")).put("clusterIP", SERVICE_ADDRESS);
        }
        MockResponse answer = super.handleCreate(with(request, path(request), object));
        return answer.code() == HttpURLConnection.HTTP_CONFLICT
                ? failure(HttpURLConnection.HTTP_CONFLICT, "AlreadyExists", request.getPath() + " already exists")
                : answer;
    }

    private MockResponse update(RecordedRequest request) {
        return current(request)
                .map(found -> replace(request, found, parsed(request.getUtf8Body())))
                .orElseGet(() -> notFound(request));
    }

    private MockResponse patch(RecordedRequest request) {
        String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        if (type.startsWith(APPLY)) {
            return apply(request);
        }
        return type.startsWith(MERGE)
                ? current(request).map(found -> merge(request, found)).orElseGet(() -> notFound(request))
                : super.handlePatch(request);
    }

    private MockResponse merge(RecordedRequest request, JsonNode found) {
        JsonNode patch = parsed(request.getUtf8Body());
        return replace(request, found, MergePatch.of(found, patch));
    }

    private MockResponse apply(RecordedRequest request) {
        JsonNode fields = parsed(request.getUtf8Body());
        Optional<JsonNode> found = current(request);
        String path = path(request);
        if (found.isPresent()) {
            String uid = found.get().path("metadata").path("uid").asText();
            return replace(request, found.get(), applied.over(found.get(), uid + path, fields));
        }
        return path.endsWith(STATUS)
                ? notFound(request)
                : super.handleCreate(with(request, path.replaceFirst("/[^/]+$", ""), fields));
    }

    private MockResponse replace(RecordedRequest request, JsonNode found, JsonNode next) {
        JsonNode before = found.path("metadata");
        ObjectNode after = (ObjectNode) next.path("metadata");
        if (after.hasNonNull("uid") && !after.path("uid").equals(before.path("uid"))) {
            return failure(HttpURLConnection.HTTP_CONFLICT, "Conflict", "Precondition failed: another UID");
        }
        boolean terminates = before.hasNonNull("deletionTimestamp");
        if (terminates && adds(before, after)) {
            return failure(UNPROCESSABLE, "Invalid", "a terminating object takes no new finalizer");
        }
        if (terminates) {
            after.set("deletionTimestamp", before.get("deletionTimestamp"));
        }
        boolean leaves = terminates && after.path("finalizers").isEmpty();
        MockResponse answer = super.handleUpdate(with(request, path(request), next));
        return leaves && answer.code() == HttpURLConnection.HTTP_OK ? answer(next.toString()) : answer;
    }

    private static boolean adds(JsonNode before, JsonNode after) {
        return after.path("finalizers").size() > before.path("finalizers").size();
    }

    private MockResponse delete(RecordedRequest request) {
        Optional<JsonNode> found = current(request);
        if (found.isEmpty()) {
            return notFound(request);
        }
        String body = request.getUtf8Body();
        JsonNode wanted =
                body == null || body.isBlank() ? parsed("{}") : parsed(body).path("preconditions");
        JsonNode metadata = found.get().path("metadata");
        boolean fits = fits(wanted, metadata, "uid") && fits(wanted, metadata, "resourceVersion");
        return fits
                ? super.handleDelete(path(request))
                : failure(HttpURLConnection.HTTP_CONFLICT, "Conflict", "Precondition failed");
    }

    private static boolean fits(JsonNode wanted, JsonNode metadata, String field) {
        return !wanted.hasNonNull(field) || wanted.path(field).equals(metadata.path(field));
    }

    /** Only objects are written by name; a collection is never deleted here. */
    private Optional<JsonNode> current(RecordedRequest request) {
        AttributeSet key = getKey(path(request));
        return Optional.ofNullable(findResource(key)).map(Map.Entry::getValue).map(CrudDispatcher::parsed);
    }

    private static RecordedRequest with(RecordedRequest request, String path, JsonNode body) {
        return new RecordedRequest(
                request.getHttpVersion(),
                request.method(),
                path,
                request.getHeaders(),
                new Buffer().writeUtf8(body.toString()));
    }

    private static String path(RecordedRequest request) {
        return request.getPath().replaceFirst("\\?.*", "");
    }

    private static JsonNode parsed(String text) {
        return Serialization.unmarshal(text, JsonNode.class);
    }

    private static MockResponse notFound(RecordedRequest request) {
        return failure(HttpURLConnection.HTTP_NOT_FOUND, "NotFound", path(request) + " not found");
    }

    private static MockResponse answer(String body) {
        return new MockResponse().setResponseCode(HttpURLConnection.HTTP_OK).setBody(body);
    }

    private static MockResponse failure(int code, String reason, String message) {
        return new MockResponse()
                .setResponseCode(code)
                .setBody(Serialization.asJson(new StatusBuilder()
                        .withStatus("Failure")
                        .withReason(reason)
                        .withMessage(message)
                        .withCode(code)
                        .build()));
    }
}
