package io.magentobluegreen.cluster.storefront.task;

import java.time.Instant;

/**
 * How far a piece of work is.
 *
 * @param <R> what it finds
 */
public sealed interface TaskState<R> permits TaskState.Pending, TaskState.Done, TaskState.Broken {

    /** It waits for its turn or runs. */
    record Pending<R>(Instant since) implements TaskState<R> {}

    /** It has ended with a result; whether that is good news is for the result to say. */
    record Done<R>(Instant at, R result) implements TaskState<R> {}

    /**
     * It has ended without a result, by a fault of ours.
     *
     * @param failure the kind of the fault, without its message
     */
    record Broken<R>(Instant at, String failure) implements TaskState<R> {}
}
