package io.magentobluegreen.benchmark.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operator's own time: from a fact to the answer of the first write that followed it. Where several facts lie before
 * a write, the last one opened the gate.
 */
public final class OwnTime {
    private final Map<String, Samples> afterFact = new TreeMap<>();
    private final Samples all = new Samples();

    /** @param writes counted ones, of the same store as the facts */
    public void add(List<Fact> facts, List<Request> writes) {
        List<Fact> sorted =
                facts.stream().sorted(Comparator.comparing(Fact::at)).toList();
        List<Request> ordered =
                writes.stream().sorted(Comparator.comparing(Request::begin)).toList();
        for (int index = 0; index < sorted.size(); index++) {
            Fact fact = sorted.get(index);
            long next = index + 1 < sorted.size() ? sorted.get(index + 1).at() : Long.MAX_VALUE;
            ordered.stream()
                    .filter(write -> write.begin() >= fact.at())
                    .findFirst()
                    .filter(write -> write.begin() < next)
                    .ifPresent(write -> note(fact, write));
        }
    }

    private void note(Fact fact, Request write) {
        long took = write.end() - fact.at();
        all.add(took);
        afterFact.computeIfAbsent(fact.what(), what -> new Samples()).add(took);
    }

    public Samples all() {
        return all;
    }

    /** Rows of a table: the fact, how often, median, 95th and longest. */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        afterFact.forEach((what, samples) -> rows.add(List.of(
                what,
                Integer.toString(samples.count()),
                samples.spoken(0.5),
                samples.spoken(0.95),
                samples.spoken(1))));
        return rows;
    }
}
