package io.magentobluegreen.benchmark.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One request of the operator to the API server.
 *
 * @param begin in microseconds of the epoch, as {@code end}, which is when it was answered
 * @param verb GET, LIST, WATCH, or the method of a write
 * @param kind the resource in the plural, with its subresource: {@code services}, {@code magentoreleases/status}
 * @param name or "" for a collection
 */
public record Request(long begin, long end, String verb, String kind, String namespace, String name, int code) {
    private static final Set<String> READS = Set.of("GET", "LIST", "WATCH");
    private static final Set<String> BESIDE = Set.of("events", "leases", "magentoreleases/status");

    /** From a line of the journal. */
    public static Request parse(String line) {
        String[] fields = line.split(" ");
        String[] target = fields[3].split("\\?", 2);
        List<String> path = Arrays.stream(target[0].split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        // api/v1/… or apis/GROUP/v1/…
        List<String> rest = path.subList(Math.min(path.size(), path.get(0).equals("api") ? 2 : 3), path.size());
        boolean namespaced = rest.size() > 2 && rest.get(0).equals("namespaces");
        List<String> object = namespaced ? rest.subList(2, rest.size()) : rest;
        String kind = at(object, 0) + (object.size() > 2 ? "/" + object.get(2) : "");
        String name = at(object, 1);
        String query = target.length > 1 ? target[1] : "";
        return new Request(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                verb(fields[2], name, query),
                kind,
                namespaced ? rest.get(1) : "",
                name,
                Integer.parseInt(fields[4]));
    }

    private static String at(List<String> parts, int index) {
        return Optional.of(parts)
                .filter(all -> all.size() > index)
                .map(all -> all.get(index))
                .orElse("");
    }

    private static String verb(String method, String name, String query) {
        if (!method.equals("GET")) {
            return method;
        }
        if (query.contains("watch=true") || query.contains("watch=1")) {
            return "WATCH";
        }
        return name.isEmpty() ? "LIST" : "GET";
    }

    public boolean isWrite() {
        return !READS.contains(verb);
    }

    /** A write that is counted: status, Events and Leases are beside it. */
    public boolean isCountedWrite() {
        return isWrite() && !BESIDE.contains(kind);
    }

    /** Made for one store, not to list or watch all of them. */
    public boolean isOfStore() {
        return !namespace.isEmpty() && !verb.equals("WATCH");
    }
}
