package io.magentobluegreen.cluster.storefront;

import java.util.List;
import java.util.stream.Stream;

/** How many requests of one pod passed, and what was wrong with the others. */
record Tally(int passed, int total, List<Finding> findings) {
    static final Tally EMPTY = new Tally(0, 0, List.of());

    /** Of one pod: where thousands of links are broken the first ones tell enough. */
    private static final int FINDINGS_KEPT = 50;

    Tally {
        findings = findings.stream().limit(FINDINGS_KEPT).toList();
    }

    static Tally of(Asker.Answered answered) {
        return new Tally(
                answered.passed() ? 1 : 0, 1, answered.finding().stream().toList());
    }

    static Tally sum(List<Tally> tallies) {
        return tallies.stream().reduce(EMPTY, Tally::plus);
    }

    Tally plus(Tally other) {
        return new Tally(
                passed + other.passed,
                total + other.total,
                Stream.concat(findings.stream(), other.findings.stream()).toList());
    }

    /** With words added to each sentence. */
    Tally noting(String more) {
        return new Tally(
                passed,
                total,
                findings.stream().map(finding -> finding.noting(more)).toList());
    }
}
