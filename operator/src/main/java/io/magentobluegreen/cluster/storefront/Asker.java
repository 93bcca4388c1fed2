package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.http.Target;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks pages with the patience of one piece of work: each request has its timeout, from when it leaves the queue, a page
 * its attempts, and nothing is asked past the deadline. The futures fail only when the work is cancelled.
 */
record Asker(Storefront storefront, Transport.Lane lane, Patience patience, Instant end, Cancellation cancellation) {
    /** With less time than this left, no pod could answer: a page is not asked any more. */
    private static final Duration LEAST = Duration.ofMillis(10);

    /** Asks until the page answers as expected, the attempts are used up or the deadline is near. */
    CompletableFuture<Answered> ask(Target target, Page page, boolean keepBody) {
        return patiently(() -> askOnce(target, page, keepBody), Answered::passed);
    }

    /** Asks once, unless it is too late to. */
    CompletableFuture<Answered> askOnce(Target target, Page page, boolean keepBody) {
        if (cancellation.isCancelled()) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        boolean tooLate = left().compareTo(LEAST) < 0;
        return tooLate ? CompletableFuture.completedFuture(unasked(target, page)) : request(target, page, keepBody);
    }

    /** Tries until it passes, the attempts are used up or the deadline is near; answers with the last try. */
    <T> CompletableFuture<T> patiently(Supplier<CompletableFuture<T>> attempt, Predicate<T> passed) {
        return patiently(attempt, passed, patience.attempts());
    }

    private <T> CompletableFuture<T> patiently(
            Supplier<CompletableFuture<T>> attempt, Predicate<T> passed, int attempts) {
        return attempt.get().thenCompose(result -> {
            boolean again = attempts > 1 && !passed.test(result) && isTimeForAnother();
            return again
                    ? pause().thenCompose(rested -> patiently(attempt, passed, attempts - 1))
                    : CompletableFuture.completedFuture(result);
        });
    }

    private CompletableFuture<Answered> request(Target target, Page page, boolean keepBody) {
        CompletableFuture<Instant> begun = new CompletableFuture<>();
        boolean keep = keepBody || page.expected().looksIntoBody();
        Transport.Inquiry inquiry = new Transport.Inquiry(
                page, keep, lane, () -> begun.complete(storefront.clock().instant()));
        CompletableFuture<Reply> reply =
                cancellation.watch(storefront.transport().ask(target, inquiry));
        ring(reply, left());
        CompletableFuture<Duration> timeout = begun.thenApply(at -> shorter(patience.timeout(), left()));
        timeout.thenAccept(after -> ring(reply, after));
        return reply.handle((answer, failure) -> {
            if (cancellation.isCancelled()) {
                throw new CancellationException();
            }
            if (failure instanceof TimeoutException && !begun.isDone()) {
                return unasked(target, page);
            }
            Instant now = storefront.clock().instant();
            Optional<String> problem = failure == null
                    ? Judgement.of(page.expected(), answer, Duration.between(begun.getNow(now), now))
                    : Optional.of(Judgement.noAnswer(failure, timeout.getNow(patience.timeout())));
            return new Answered(
                    Optional.ofNullable(answer), problem.map(wrong -> Finding.of(target, page, wrong)), true);
        });
    }

    private void ring(CompletableFuture<Reply> reply, Duration after) {
        ScheduledFuture<?> bell = storefront
                .alarm()
                .schedule(
                        () -> reply.completeExceptionally(new TimeoutException()),
                        after.toMillis(),
                        TimeUnit.MILLISECONDS);
        reply.whenComplete((answer, failure) -> bell.cancel(false));
    }

    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> rested = cancellation.watch(new CompletableFuture<>());
        try {
            storefront
                    .alarm()
                    .schedule(() -> rested.complete(null), patience.pause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException shutDown) {
            rested.cancel(false);
        }
        return rested;
    }

    private Answered unasked(Target target, Page page) {
        return new Answered(
                Optional.empty(),
                Optional.of(Finding.of(
                        target, page, "was not asked before the deadline of " + Judgement.spoken(patience.deadline()))),
                false);
    }

    private boolean isTimeForAnother() {
        return left().compareTo(patience.pause()) > 0;
    }

    private Duration left() {
        return Duration.between(storefront.clock().instant(), end);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /**
     * What became of asking a page.
     *
     * @param reply empty where nothing answered
     * @param finding empty where all is as expected
     * @param asked whether a request was sent at all
     */
    record Answered(Optional<Reply> reply, Optional<Finding> finding, boolean asked) {
        boolean passed() {
            return finding.isEmpty();
        }
    }
}
