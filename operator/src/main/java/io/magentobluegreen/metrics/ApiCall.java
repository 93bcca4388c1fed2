package io.magentobluegreen.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a request asks of the API server, without names and namespaces.
 *
 * @param verb as in RBAC
 * @param resource a plural, with its subresource after a slash; {@code other} for what the operator has no business with
 */
record ApiCall(String verb, String resource) {
    private static final String OTHER = "other";
    private static final Set<String> RESOURCES = Set.of(
            "magentoreleases",
            "magentoreleases/status",
            "deployments",
            "replicasets",
            "jobs",
            "pods",
            "pods/portforward",
            "services",
            "endpointslices",
            "configmaps",
            "secrets",
            "events",
            "leases");

    /**
     * @param path the segments of the URL's path; a server behind a proxy has some of its own in front
     * @param watching the query asks for a watch
     */
    static ApiCall of(String method, List<String> path, boolean watching) {
        List<String> asked = behindVersion(path);
        boolean named = asked.size() > 1;
        return new ApiCall(verb(method, named, watching), resource(asked));
    }

    /** {@code /api/v1/…} or {@code /apis/<group>/<version>/…}, and the namespace. */
    private static List<String> behindVersion(List<String> path) {
        int core = path.indexOf("api");
        int begin = core >= 0 ? core + 2 : path.indexOf("apis") + 3;
        List<String> rest = path.subList(Math.min(begin, path.size()), path.size());
        return rest.size() > 2 && rest.get(0).equals("namespaces") ? rest.subList(2, rest.size()) : rest;
    }

    private static String resource(List<String> asked) {
        if (asked.isEmpty()) {
            return OTHER;
        }
        String resource = asked.get(0) + (asked.size() > 2 ? "/" + asked.get(2) : "");
        return RESOURCES.contains(resource) ? resource : OTHER;
    }

    private static String verb(String method, boolean named, boolean watching) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "GET" -> watching ? "watch" : named ? "get" : "list";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }
}
