package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import io.magentobluegreen.cluster.storefront.task.Crowd;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One round of checks: each page once of each pod, without a second try. The pods are asked side by side, one request
 * at a time each, so that a round is no load for a set that serves; a pod that gives no answer is asked no further page,
 * so that a round of a set that hangs takes one timeout.
 *
 * @param timeout of one request
 * @param deadline of the round
 */
public record Round(List<Pod> pods, List<Page> pages, Duration timeout, Duration deadline) {
    private static final int PODS_AT_A_TIME = 8;

    public Round {
        pods = List.copyOf(pods);
        pages = List.copyOf(pages);
    }

    /** Begins without blocking; the future fails only when it is cancelled. */
    public CompletableFuture<Result> begin(Storefront storefront, Cancellation cancellation) {
        Asker asker = storefront.asker(Transport.Lane.WATCH, Patience.once(timeout, deadline), cancellation);
        List<Supplier<CompletableFuture<Tally>>> visits = pods.stream()
                .<Supplier<CompletableFuture<Tally>>>map(
                        pod -> () -> PodVisit.brief(asker, pod).ask(pages))
                .toList();
        return Crowd.gather(visits, PODS_AT_A_TIME).thenApply(tallies -> result(Tally.sum(tallies)));
    }

    private Result result(Tally tally) {
        Set<String> failing = tally.findings().stream().map(Finding::check).collect(Collectors.toSet());
        Set<String> inOrder = new LinkedHashSet<>(
                pages.stream().map(Finding::checkOf).filter(failing::contains).toList());
        return new Result(tally.total(), List.copyOf(inOrder), tally.findings());
    }

    /**
     * What the round found.
     *
     * @param asked how many requests it was made of
     * @param failedChecks the checks that failed on at least one pod, in the order of the pages: a live and a previous
     *     set that share one share what is broken
     */
    public record Result(int asked, List<String> failedChecks, List<Finding> findings) {
        public Result {
            failedChecks = List.copyOf(failedChecks);
            findings = List.copyOf(findings);
        }

        /** A round without a request shows nothing, and is not passed. */
        public boolean isPassed() {
            return asked > 0 && findings.isEmpty();
        }

        public Optional<Finding> firstFailure() {
            return findings.stream().findFirst();
        }

        /** Whether a check fails here that fails there too. */
        public boolean failsWith(Result other) {
            return failedChecks.stream().anyMatch(other.failedChecks::contains);
        }
    }
}
