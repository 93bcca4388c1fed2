package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import io.magentobluegreen.cluster.storefront.task.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Asks pages so that caches are warm when customers come: each of {@code paths} of every pod, for its own opcache, and
 * the pages of the sitemap of one pod each, in turn, for the caches that the pods share.
 *
 * @param paths pages that every pod is asked
 * @param sitemap the sitemap, or empty
 * @param limit the most pages that are asked, however many pods
 */
public record WarmUp(List<Pod> pods, List<Page> paths, Optional<Page> sitemap, int limit, Pace pace) {

    public WarmUp {
        pods = List.copyOf(pods);
        paths = List.copyOf(paths);
    }

    /** Begins without blocking; the future fails only when it is cancelled. */
    public CompletableFuture<Result> begin(Storefront storefront, Cancellation cancellation) {
        Asker asker =
                storefront.asker(Transport.Lane.WARM_UP, Patience.once(pace.timeout(), pace.deadline()), cancellation);
        List<Page> first = paths.stream().limit(limit).toList();
        SitemapWalk walk = new SitemapWalk(asker, pods, limit - first.size());
        return sitemap.filter(page -> !pods.isEmpty())
                .map(walk::pages)
                .orElse(CompletableFuture.completedFuture(SitemapWalk.Found.NOTHING))
                .thenCompose(found -> Crowd.gather(requests(asker, first, found.pages()), pace.concurrency())
                        .thenApply(answers -> result(answers, found)));
    }

    private List<Supplier<CompletableFuture<Asker.Answered>>> requests(
            Asker asker, List<Page> first, List<Page> mapped) {
        Stream<Supplier<CompletableFuture<Asker.Answered>>> everywhere =
                first.stream().flatMap(page -> pods.stream().map(pod -> () -> asker.ask(pod, page, false)));
        Stream<Supplier<CompletableFuture<Asker.Answered>>> inTurn = IntStream.range(0, mapped.size())
                .mapToObj(index -> () -> asker.ask(pods.get(index % pods.size()), mapped.get(index), false));
        return Stream.concat(everywhere, inTurn).toList();
    }

    private static Result result(List<Asker.Answered> answers, SitemapWalk.Found found) {
        List<Finding> findings = Stream.concat(
                        found.findings().stream(), answers.stream().flatMap(answered -> answered.finding().stream()))
                .toList();
        int planned = answers.size() + found.findings().size();
        int asked = (int) answers.stream().filter(Asker.Answered::asked).count()
                + found.findings().size();
        return new Result(
                planned, asked, planned - findings.size(), findings.stream().findFirst());
    }

    /**
     * How fast and how long.
     *
     * @param concurrency requests at a time, over all pods
     * @param timeout of one request
     * @param deadline of all together; what is not warm then stays cold
     */
    public record Pace(int concurrency, Duration timeout, Duration deadline) {}

    /**
     * How warm it is.
     *
     * @param planned requests that were to be made; a sitemap that could not be read counts as one
     * @param asked requests made before the deadline
     * @param answered requests answered with 2xx
     * @param firstFailure the first that was not
     */
    public record Result(int planned, int asked, int answered, Optional<Finding> firstFailure) {

        /** How many of a hundred planned requests were answered, rounded down; 100 when there was nothing to ask. */
        public int percent() {
            return planned == 0 ? 100 : (int) (100L * answered / planned);
        }
    }
}
