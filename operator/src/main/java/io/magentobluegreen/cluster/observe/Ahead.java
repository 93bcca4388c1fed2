package io.magentobluegreen.cluster.observe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Begins reads before their answers are needed: a look then takes as long as the longest of its independent reads, not as
 * all of them. What a read throws is thrown where its answer is taken, and nowhere if nobody takes it.
 *
 * @param executor on which the reads wait; {@code Runnable::run} makes each at once
 */
public record Ahead(Executor executor) {

    /** @return gives the answer as often as it is asked; the read is made once */
    <T> Supplier<T> begin(Supplier<T> read) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(read, executor);
        return () -> of(answer);
    }

    private static <T> T of(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
