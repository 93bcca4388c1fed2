package io.magentobluegreen.cluster.storefront.task;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Pieces of work done side by side, at most so many at a time, each begun in order.
 *
 * @param <R> what each piece finds; not null
 */
public final class Crowd<R> {
    private final List<Supplier<CompletableFuture<R>>> pieces;
    private final AtomicReferenceArray<R> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private final CompletableFuture<List<R>> all = new CompletableFuture<>();

    private Crowd(List<Supplier<CompletableFuture<R>>> pieces) {
        this.pieces = List.copyOf(pieces);
        this.results = new AtomicReferenceArray<>(pieces.size());
        this.left = new AtomicInteger(pieces.size());
    }

    /**
     * Does all pieces; the results come in the order of the pieces. After the first piece that fails no further one is
     * begun, and the future fails like it.
     *
     * @param width how many at a time, at least one
     */
    public static <R> CompletableFuture<List<R>> gather(List<Supplier<CompletableFuture<R>>> pieces, int width) {
        Crowd<R> crowd = new Crowd<>(pieces);
        if (pieces.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        IntStream.range(0, Math.min(Math.max(1, width), pieces.size())).forEach(lane -> crowd.walk());
        return crowd.all;
    }

    /** A loop, not a recursion: thousands of pieces that are done at once would overflow the stack. */
    private void walk() {
        for (int index = next.getAndIncrement(); index < pieces.size(); index = next.getAndIncrement()) {
            int mine = index;
            CompletableFuture<R> piece = begin(mine);
            if (!piece.isDone()) {
                piece.whenComplete((result, failure) -> {
                    if (keep(mine, result, failure)) {
                        walk();
                    }
                });
                return;
            }
            piece.whenComplete((result, failure) -> keep(mine, result, failure));
            if (all.isDone()) {
                return;
            }
        }
    }

    private CompletableFuture<R> begin(int index) {
        try {
            return pieces.get(index).get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private boolean keep(int index, R result, Throwable failure) {
        if (failure != null) {
            next.set(pieces.size());
            all.completeExceptionally(failure);
            return false;
        }
        results.set(index, result);
        if (left.decrementAndGet() == 0) {
            all.complete(
                    IntStream.range(0, pieces.size()).mapToObj(results::get).toList());
        }
        return true;
    }
}
