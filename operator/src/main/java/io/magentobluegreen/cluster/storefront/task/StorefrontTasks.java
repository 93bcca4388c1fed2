package io.magentobluegreen.cluster.storefront.task;

import io.magentobluegreen.cluster.storefront.task.StoreTasks.Entry;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Work that goes on beside the reconciliation, by store and key, and what became of it.
 *
 * <p>A key is started once: starting it again while it waits, runs or has ended changes nothing, until it is forgotten.
 * Results live in memory only, so another process begins anew. Only so many works run at a time, and fewer of one
 * store; those that wait are taken from the stores in turn, so that a store whose pods answer slowly delays its own
 * works and no one else's. Safe from every thread; never blocks.
 *
 * @param <R> what works find
 */
public final class StorefrontTasks<R> implements AutoCloseable {
    private static final Comparator<StoreTasks<?>> TURNS =
            Comparator.<StoreTasks<?>>comparingInt(StoreTasks::running).thenComparingLong(StoreTasks::lastTurn);

    private final Bounds bounds;
    private final Executor executor;
    private final Clock clock;
    private final Consumer<String> onEnd;
    private final Map<String, StoreTasks<R>> stores = new LinkedHashMap<>();
    private int running;
    private long turns;
    private boolean closed;

    /**
     * @param executor on which works begin; they go on wherever they like
     * @param onEnd told the store when a result is there, without a lock; never for a work that was forgotten
     */
    public StorefrontTasks(Bounds bounds, Executor executor, Clock clock, Consumer<String> onEnd) {
        this.bounds = bounds;
        this.executor = executor;
        this.clock = clock;
        this.onEnd = onEnd;
    }

    /** Starts the work unless the key is known. Beyond what is remembered of a store, the key that ended first goes. */
    public void start(String store, String key, Work<R> work) {
        added(store, key, work).forEach(gone -> gone.cancellation.cancel());
        beginWaiting();
    }

    /** What became of a key; empty when it is not known. */
    public synchronized Optional<TaskState<R>> state(String store, String key) {
        return Optional.ofNullable(stores.get(store)).flatMap(tasks -> tasks.state(key));
    }

    /** What became of all keys of a store. */
    public synchronized Map<String, TaskState<R>> states(String store) {
        return Optional.ofNullable(stores.get(store)).map(StoreTasks::states).orElse(Map.of());
    }

    /** Forgets a key, so that it can be started again; cancels it if it has not ended. */
    public void forget(String store, String key) {
        removed(store, key).ifPresent(gone -> gone.cancellation.cancel());
        beginWaiting();
    }

    /** Cancels and forgets everything of a store. */
    public void forgetStore(String store) {
        cleared(store).forEach(gone -> gone.cancellation.cancel());
        beginWaiting();
    }

    /** Cancels and forgets everything, and starts nothing any more. */
    @Override
    public void close() {
        List<String> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(stores.keySet());
        }
        all.forEach(store -> cleared(store).forEach(gone -> gone.cancellation.cancel()));
    }

    private synchronized List<Entry<R>> added(String store, String key, Work<R> work) {
        if (closed) {
            return List.of();
        }
        StoreTasks<R> tasks = stores.computeIfAbsent(store, StoreTasks::new);
        if (tasks.knows(key)) {
            return List.of();
        }
        List<Entry<R>> gone = tasks.makeRoom(bounds.remembered());
        tasks.add(key, work, clock.instant());
        return gone;
    }

    private synchronized Optional<Entry<R>> removed(String store, String key) {
        return Optional.ofNullable(stores.get(store)).flatMap(tasks -> tasks.remove(key));
    }

    private synchronized List<Entry<R>> cleared(String store) {
        return Optional.ofNullable(stores.get(store)).map(StoreTasks::clear).orElse(List.of());
    }

    private void beginWaiting() {
        for (Optional<Entry<R>> next = taken(); next.isPresent(); next = taken()) {
            Entry<R> entry = next.get();
            try {
                executor.execute(() -> begin(entry));
            } catch (RejectedExecutionException shutDown) {
                end(entry, null, shutDown);
            }
        }
    }

    /** The next work to begin: of the store that runs fewest, among those of the one that began one longest ago. */
    private synchronized Optional<Entry<R>> taken() {
        stores.values().removeIf(StoreTasks::isIdle);
        if (running >= bounds.running()) {
            return Optional.empty();
        }
        Optional<Entry<R>> next = stores.values().stream()
                .sorted(TURNS)
                .flatMap(tasks -> tasks.next(bounds.perStore(), turns + 1).stream())
                .findFirst();
        next.ifPresent(entry -> {
            running++;
            turns++;
        });
        return next;
    }

    private void begin(Entry<R> entry) {
        CompletionStage<R> stage;
        try {
            stage = entry.work().begin(entry.cancellation);
        } catch (RuntimeException failure) {
            stage = CompletableFuture.failedFuture(failure);
        }
        stage.whenComplete((result, failure) -> end(entry, result, failure));
    }

    private void end(Entry<R> entry, R result, Throwable failure) {
        boolean awaited = remember(entry, result, failure);
        beginWaiting();
        if (awaited) {
            onEnd.accept(entry.owner.store);
        }
    }

    /** Whether anybody still waits for it. */
    private synchronized boolean remember(Entry<R> entry, R result, Throwable failure) {
        running--;
        TaskState<R> state = failure == null
                ? new TaskState.Done<>(clock.instant(), result)
                : new TaskState.Broken<>(clock.instant(), kind(failure));
        return entry.owner.end(entry, state);
    }

    private static String kind(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getClass().getSimpleName();
    }

    /**
     * How much at a time.
     *
     * @param running works of all stores
     * @param perStore works of one store
     * @param remembered keys of one store, waiting and running ones included
     */
    public record Bounds(int running, int perStore, int remembered) {
        /** Some hundred stores, of which a few release at the same time. */
        public static final Bounds USUAL = new Bounds(64, 2, 32);

        public Bounds {
            if (running < 1 || perStore < 1 || remembered < 1) {
                throw new IllegalArgumentException("at least one work runs and is remembered");
            }
        }
    }
}
