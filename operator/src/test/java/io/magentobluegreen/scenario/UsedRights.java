package io.magentobluegreen.scenario;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Notes which right each request to the API server needs, as the API server itself concludes it from method and path. */
final class UsedRights implements Interceptor {
    private final Set<String> used = new ConcurrentSkipListSet<>();

    @Override
    public Response intercept(Chain chain) throws IOException {
        used.add(right(chain.request()));
        return chain.proceed(chain.request());
    }

    /** Group, resource with its subresource, and verb, as in {@code apps deployments get}. */
    Set<String> all() {
        return new TreeSet<>(used);
    }

    private static String right(Request request) {
        List<String> path = request.url().pathSegments();
        boolean core = path.get(0).equals("api");
        List<String> rest = path.subList(core ? 2 : 3, path.size());
        List<String> object = rest.get(0).equals("namespaces") && rest.size() > 2 ? rest.subList(2, rest.size()) : rest;
        boolean named = object.size() > 1;
        String resource = object.size() > 2 ? object.get(0) + "/" + object.get(2) : object.get(0);
        return String.join(" ", core ? "core" : path.get(1), resource, verb(request.method(), named, request.url()));
    }

    private static String verb(String method, boolean named, HttpUrl url) {
        boolean watches = Arrays.asList("true", "1").contains(url.queryParameter("watch"));
        return switch (method) {
            case "GET" -> watches ? "watch" : named ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> method;
        };
    }
}
