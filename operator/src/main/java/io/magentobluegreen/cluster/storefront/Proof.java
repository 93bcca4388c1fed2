package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.LiveService;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import io.magentobluegreen.cluster.storefront.task.Crowd;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Shows on the data plane that a flip took effect: ten requests through the live Service, each on a new connection, all
 * answered, and all by the expected revision.
 *
 * <p>Who answered is told by the header {@value #HEADER}. A pod of the set is asked first whether it sends one: if not,
 * all that can be said is that the Service answers. The kernels of the nodes learn of a flip some moments after the API
 * server, so ten are asked again, with a pause, until the attempts or the deadline are over.
 *
 * @param pod a ready pod of the set that should serve now
 * @param page answered by every pod of the set on the port that the Service sends to: one that was verified
 * @param revision the expected value of the header
 */
public record Proof(LiveService service, Pod pod, Page page, String revision, Patience patience) {
    /** By this header a pod says its revision. */
    public static final String HEADER = "X-Magento-Release";

    private static final int REQUESTS = 10;

    /** Begins without blocking; the future fails only when it is cancelled. */
    public CompletableFuture<Result> begin(Storefront storefront, Cancellation cancellation) {
        Asker asker = storefront.asker(Transport.Lane.WATCH, patience, cancellation);
        return asker.ask(pod, page, false)
                .thenCompose(first -> first.finding()
                        .<CompletableFuture<Result>>map(wrong -> CompletableFuture.completedFuture(new Refuted(wrong)))
                        .orElseGet(() -> throughService(asker, said(first).isPresent())));
    }

    private CompletableFuture<Result> throughService(Asker asker, boolean podsSayIt) {
        return asker.patiently(
                () -> requests(asker).thenApply(answers -> judged(answers, podsSayIt)), Result::isPassed);
    }

    private CompletableFuture<List<Asker.Answered>> requests(Asker asker) {
        Supplier<CompletableFuture<Asker.Answered>> request = () -> asker.askOnce(service, page, false);
        return Crowd.gather(Collections.nCopies(REQUESTS, request), 1);
    }

    private Result judged(List<Asker.Answered> answers, boolean podsSayIt) {
        return answers.stream()
                .flatMap(answered -> wrong(answered, podsSayIt).stream())
                .findFirst()
                .<Result>map(Refuted::new)
                .orElseGet(() -> podsSayIt ? new Proven(revision, REQUESTS) : new EndpointsOnly(REQUESTS));
    }

    /** A header where the set's own pods send none comes from another set just as well as a wrong one does. */
    private Optional<Finding> wrong(Asker.Answered answered, boolean podsSayIt) {
        return answered.finding()
                .or(() -> said(answered)
                        .map(revision::equals)
                        .or(() -> Optional.of(!podsSayIt))
                        .filter(right -> !right)
                        .map(wrong -> Finding.of(service, page, "was answered by another revision than " + revision)));
    }

    private static Optional<String> said(Asker.Answered answered) {
        return answered.reply().flatMap(reply -> reply.header(HEADER));
    }

    /** What the requests showed. */
    public sealed interface Result permits Proven, EndpointsOnly, Refuted {
        boolean isPassed();

        /** In a sentence. */
        String sentence();
    }

    /** All were answered by the expected revision. */
    public record Proven(String revision, int requests) implements Result {
        @Override
        public boolean isPassed() {
            return true;
        }

        @Override
        public String sentence() {
            return requests + " new connections through the Service were answered by " + revision;
        }
    }

    /** All were answered, but the pods do not say by which revision: that it is the right one, only the endpoints show. */
    public record EndpointsOnly(int requests) implements Result {
        @Override
        public boolean isPassed() {
            return true;
        }

        @Override
        public String sentence() {
            return requests + " new connections through the Service were answered; the pods send no " + HEADER
                    + ", so only the endpoints show by which set";
        }
    }

    /** At least one was not answered, or by another revision. */
    public record Refuted(Finding finding) implements Result {
        @Override
        public boolean isPassed() {
            return false;
        }

        @Override
        public String sentence() {
            return finding.sentence();
        }
    }
}
