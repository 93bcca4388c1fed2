package io.magentobluegreen.benchmark.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How often each release asked what of the API server. */
public final class Counts {
    private final List<List<Request>> releases = new ArrayList<>();

    public void add(Collection<Request> ofOneRelease) {
        releases.add(List.copyOf(ofOneRelease));
    }

    /** Fewest to most in a release, such as {@code 21–23}. */
    public String span(Predicate<Request> counted) {
        if (releases.isEmpty()) {
            return Report.NOT_MEASURED;
        }
        long fewest =
                releases.stream().mapToLong(of -> count(of, counted)).min().orElse(0);
        long most = most(counted);
        return fewest == most ? Long.toString(most) : fewest + Report.NOT_MEASURED + most;
    }

    public long most(Predicate<Request> counted) {
        return releases.stream().mapToLong(of -> count(of, counted)).max().orElse(0);
    }

    private static long count(List<Request> requests, Predicate<Request> counted) {
        return requests.stream().filter(counted).count();
    }

    /** By which share the last release has more than the first. */
    public double growth(Predicate<Request> counted) {
        return releases.isEmpty() ? 0 : (double) count(releases.get(releases.size() - 1), counted) / first(counted) - 1;
    }

    private long first(Predicate<Request> counted) {
        return Math.max(1, count(releases.get(0), counted));
    }

    /** In the first and in the last release: what grows is seen here. */
    public String firstAndLast(Predicate<Request> counted) {
        return releases.isEmpty()
                ? Report.NOT_MEASURED
                : count(releases.get(0), counted) + " and " + count(releases.get(releases.size() - 1), counted);
    }

    /** Rows of a table: verb, kind, fewest to most. */
    public List<List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        releases.stream()
                .flatMap(List::stream)
                .forEach(one -> rows.computeIfAbsent(
                        (one.isWrite() ? "1 " : "2 ") + one.kind() + one.verb(),
                        key -> List.of(
                                one.verb(),
                                one.kind(),
                                span(other -> other.verb().equals(one.verb())
                                        && other.kind().equals(one.kind())))));
        return List.copyOf(rows.values());
    }
}
