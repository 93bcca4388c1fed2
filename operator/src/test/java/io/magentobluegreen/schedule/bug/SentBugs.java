package io.magentobluegreen.schedule.bug;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.schedule.api.ApiAnswer;
import io.magentobluegreen.schedule.api.ApiRequest;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.world.Seams;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.function.Predicate;

/** Bugs in how the API server is asked. */
final class SentBugs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SentBugs() {}

    static Map<String, Seams> all() {
        return Map.ofEntries(
                Map.entry(
                        "a selector is written without its resourceVersion",
                        Bug.asks(updates(Kind.SERVICE), SentBugs::withoutVersion)),
                Map.entry(
                        "a set is written without its resourceVersion",
                        Bug.asks(updates(Kind.DEPLOYMENT), SentBugs::withoutVersion)),
                Map.entry("a conflict is answered by writing over it", writesOver()),
                Map.entry("a Job is believed absent", absent(Kind.JOB)),
                Map.entry("a set is believed absent", absent(Kind.DEPLOYMENT)),
                Map.entry("the Service is believed absent", absent(Kind.SERVICE)),
                Map.entry("the ledger is believed absent", absent(Kind.CONFIG_MAP)),
                Map.entry("an upgrade is resumed although the ledger was not written", ledgerUnwritten()),
                Map.entry("the finalizer is not put on", finalizerUnwritten()));
    }

    private static Predicate<ApiRequest> updates(Kind kind) {
        return request -> request.verb() == ApiRequest.Verb.UPDATE && request.kind() == kind;
    }

    private static ApiRequest withoutVersion(ApiRequest request) {
        ObjectNode object = read(request);
        object.withObject("/metadata").remove("resourceVersion");
        object.withObject("/metadata").remove("uid");
        return request.withBody(object.toString());
    }

    private static ObjectNode read(ApiRequest request) {
        try {
            return (ObjectNode) JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(request.body(), e);
        }
    }

    private static Seams writesOver() {
        return Bug.hears((world, request, sound) ->
                request.verb() == ApiRequest.Verb.UPDATE && sound.code() == HttpURLConnection.HTTP_CONFLICT
                        ? Bug.again(world, withoutVersion(request))
                        : sound);
    }

    /** A cache is asked where only the API server itself knows. */
    private static Seams absent(Kind kind) {
        return Bug.hears((world, request, sound) ->
                request.verb() == ApiRequest.Verb.GET && request.kind() == kind && !sound.failed()
                        ? ApiAnswer.failed(HttpURLConnection.HTTP_NOT_FOUND, "NotFound")
                        : sound);
    }

    /** The write is not made, and believed to be. */
    private static Seams ledgerUnwritten() {
        return Bug.asks(
                request -> updates(Kind.CONFIG_MAP).test(request) && opens(request),
                request -> new ApiRequest(ApiRequest.Verb.GET, request.kind(), request.name(), "", ""));
    }

    private static boolean opens(ApiRequest request) {
        try {
            ConfigMap written = JSON.readValue(request.body(), ConfigMap.class);
            return LedgerCodec.read(written.getData()).flatMap(Ledger::open).isPresent();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(request.body(), e);
        }
    }

    private static Seams finalizerUnwritten() {
        return Bug.asks(
                request -> request.verb() == ApiRequest.Verb.MERGE && request.kind() == Kind.RELEASE,
                request -> new ApiRequest(ApiRequest.Verb.GET, request.kind(), request.name(), "", ""));
    }
}
