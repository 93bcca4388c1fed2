package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import io.magentobluegreen.cluster.storefront.task.Crowd;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every page of every pod, with attempts, and the css and js that its HTML pages link, from the same pod: what a set
 * has to pass before it may serve. Pods are asked side by side, the pages of one pod one after the other.
 *
 * @param assets whether linked css and js are asked too
 */
public record Verification(List<Pod> pods, List<Page> pages, boolean assets, Patience patience) {
    private static final int PODS_AT_A_TIME = 8;

    public Verification {
        pods = List.copyOf(pods);
        pages = List.copyOf(pages);
    }

    /** Begins without blocking; the future fails only when it is cancelled. */
    public CompletableFuture<Result> begin(Storefront storefront, Cancellation cancellation) {
        Asker asker = storefront.asker(Transport.Lane.VERIFY, patience, cancellation);
        List<Supplier<CompletableFuture<Tally>>> visits = pods.stream()
                .<Supplier<CompletableFuture<Tally>>>map(
                        pod -> () -> PodVisit.thorough(asker, pod, assets).ask(pages))
                .toList();
        return Crowd.gather(visits, PODS_AT_A_TIME).thenApply(this::result);
    }

    private Result result(List<Tally> tallies) {
        return new Result(
                tallies.stream().mapToInt(Tally::passed).sum(),
                tallies.stream().mapToInt(Tally::total).sum(),
                tallies.stream().flatMap(tally -> tally.findings().stream()).toList());
    }

    /**
     * What was found.
     *
     * @param passed pages and assets that answered as expected, over all pods
     * @param total pages and assets that were to be asked
     * @param findings what was wrong, pod by pod in the order asked
     */
    public record Result(int passed, int total, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }

        /** Nothing asked is nothing proven. */
        public boolean isPassed() {
            return total > 0 && passed == total;
        }

        public Optional<Finding> lastFailure() {
            return Stream.iterate(findings.size() - 1, index -> index - 1)
                    .limit(Math.min(1, findings.size()))
                    .map(findings::get)
                    .findFirst();
        }

        public Optional<Finding> firstFailure() {
            return findings.stream().findFirst();
        }
    }
}
