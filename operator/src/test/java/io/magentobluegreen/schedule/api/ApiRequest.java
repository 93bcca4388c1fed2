package io.magentobluegreen.schedule.api;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a client asks, taken apart.
 *
 * @param name "" for the whole kind
 * @param selector of labels, as in the query; "" for every object
 * @param body "" for none
 */
public record ApiRequest(Verb verb, Kind kind, String name, String selector, String body) {
    private static final String SELECTOR = "labelSelector=";

    /** What is done to it. */
    public enum Verb {
        GET(false),
        LIST(false),
        CREATE(true),
        UPDATE(true),
        MERGE(true),
        APPLY_STATUS(true),
        DELETE(true);

        private final boolean writes;

        Verb(boolean writes) {
            this.writes = writes;
        }

        public boolean writes() {
            return writes;
        }
    }

    static ApiRequest of(HttpRequest request) {
        List<String> path = Arrays.asList(request.uri().getPath().split("/"));
        int at = path.indexOf("namespaces") + 2;
        Kind kind = Kind.of(path.get(at));
        String name = at + 1 < path.size() ? path.get(at + 1) : "";
        boolean status = at + 2 < path.size() && path.get(at + 2).equals("status");
        return new ApiRequest(verb(request.method(), name, status), kind, name, selector(request.uri()), body(request));
    }

    private static Verb verb(String method, String name, boolean status) {
        return switch (method) {
            case "GET" -> name.isEmpty() ? Verb.LIST : Verb.GET;
            case "POST" -> Verb.CREATE;
            case "PUT" -> Verb.UPDATE;
            case "PATCH" -> status ? Verb.APPLY_STATUS : Verb.MERGE;
            case "DELETE" -> Verb.DELETE;
            default -> throw new IllegalArgumentException(method);
        };
    }

    private static String selector(URI uri) {
        String query = uri.getRawQuery();
        if (query == null) {
            return "";
        }
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(SELECTOR))
                .map(part -> URLDecoder.decode(part.substring(SELECTOR.length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    private static String body(HttpRequest request) {
        return request instanceof StandardHttpRequest standard
                        && standard.body() instanceof StandardHttpRequest.StringBodyContent text
                ? text.getContent()
                : "";
    }

    /** The same with another body. */
    public ApiRequest withBody(String other) {
        return new ApiRequest(verb, kind, name, selector, other);
    }

    @Override
    public String toString() {
        return verb + " " + kind.plural() + (name.isEmpty() ? "" : "/" + name);
    }
}
