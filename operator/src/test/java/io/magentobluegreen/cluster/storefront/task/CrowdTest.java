package io.magentobluegreen.cluster.storefront.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private final List<CompletableFuture<Integer>> begun = new ArrayList<>();

    @Test
    void givesResultsInTheOrderOfThePieces() {
        // Given
        CompletableFuture<List<Integer>> all = Crowd.gather(pieces(3), 3);

        // When
        begun.get(2).complete(2);
        begun.get(0).complete(0);
        begun.get(1).complete(1);

        // Then
        assertThat(all).isCompletedWithValue(List.of(0, 1, 2));
    }

    @Test
    void beginsNoMoreAtATimeThanItsWidth() {
        // Given
        Crowd.gather(pieces(5), 2);
        assertThat(begun).hasSize(2);

        // When
        begun.get(1).complete(1);

        // Then
        assertThat(begun).hasSize(3);
    }

    @Test
    void beginsNothingAfterAFailure() {
        // Given
        CompletableFuture<List<Integer>> all = Crowd.gather(pieces(5), 2);

        // When
        begun.get(0).completeExceptionally(new IllegalStateException("broken"));
        begun.get(1).complete(1);

        // Then
        assertThat(begun).hasSize(2);
        assertThatThrownBy(all::join).hasRootCauseMessage("broken");
    }

    @Test
    void failsWhenAPieceCannotBegin() {
        // Given
        Supplier<CompletableFuture<Integer>> broken = () -> {
            throw new IllegalStateException("broken");
        };

        // Then
        assertThatThrownBy(Crowd.gather(List.of(broken), 2)::join).hasRootCauseMessage("broken");
    }

    @Test
    void isDoneAtOnceWithoutPieces() {
        assertThat(Crowd.gather(List.of(), 2)).isCompletedWithValue(List.of());
    }

    @Test
    void doesAnyNumberOfPiecesThatAreDoneAtOnce() {
        // Given
        AtomicInteger done = new AtomicInteger();
        List<Supplier<CompletableFuture<Integer>>> pieces = IntStream.range(0, 200_000)
                .<Supplier<CompletableFuture<Integer>>>mapToObj(
                        each -> () -> CompletableFuture.completedFuture(done.incrementAndGet()))
                .toList();

        // Then
        assertThat(Crowd.gather(pieces, 3).join()).hasSize(200_000);
    }

    private List<Supplier<CompletableFuture<Integer>>> pieces(int count) {
        return IntStream.range(0, count)
                .<Supplier<CompletableFuture<Integer>>>mapToObj(each -> () -> {
                    begun.add(new CompletableFuture<>());
                    return begun.get(begun.size() - 1);
                })
                .toList();
    }
}
