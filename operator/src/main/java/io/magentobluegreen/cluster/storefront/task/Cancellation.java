package io.magentobluegreen.cluster.storefront.task;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a piece of work be given up from outside: what it waits for is watched here, and ends at once when
 * {@link #cancel} is called. Safe from every thread.
 */
public final class Cancellation {
    private final Set<CompletableFuture<?>> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** The same future; cancelled at once if this already is. */
    public <T> CompletableFuture<T> watch(CompletableFuture<T> future) {
        watched.add(future);
        future.whenComplete((result, failure) -> watched.remove(future));
        if (cancelled) {
            future.cancel(false);
        }
        return future;
    }

    /** Cancels whatever is watched, now and later. */
    public void cancel() {
        cancelled = true;
        List.copyOf(watched).forEach(future -> future.cancel(false));
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
