package io.magentobluegreen.cluster.storefront.task;

import java.util.concurrent.CompletionStage;

/**
 * Something that takes its time.
 *
 * @param <R> what it finds
 */
@FunctionalInterface
public interface Work<R> {

    /** Begins without blocking. Once cancelled it ends soon, in whatever way. */
    CompletionStage<R> begin(Cancellation cancellation);
}
