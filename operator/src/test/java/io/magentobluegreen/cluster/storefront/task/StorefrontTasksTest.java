package io.magentobluegreen.cluster.storefront.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StorefrontTasksTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final StorefrontTasks.Bounds BOUNDS = new StorefrontTasks.Bounds(4, 2, 3);

    private final Map<String, CompletableFuture<String>> begun = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private final StorefrontTasks<String> tasks =
            new StorefrontTasks<>(BOUNDS, Runnable::run, Clock.fixed(NOW, ZoneOffset.UTC), told::add);

    @Test
    void remembersTheResultAndTellsTheStore() {
        // Given
        tasks.start("shop", "verify", work("verify"));
        assertThat(tasks.state("shop", "verify")).contains(new TaskState.Pending<>(NOW));

        // When
        begun.get("verify").complete("passed");

        // Then
        assertThat(tasks.state("shop", "verify")).contains(new TaskState.Done<>(NOW, "passed"));
        assertThat(told).containsExactly("shop");
    }

    /** A work holds all that its store was seen to be; its result is remembered for long. */
    @Test
    void letsGoOfAWorkThatHasEnded() {
        // Given
        Work<String> work = work("verify");
        WeakReference<Work<String>> held = new WeakReference<>(work);
        tasks.start("shop", "verify", work);
        begun.get("verify").complete("passed");
        begun.clear();

        // When
        work = null;

        // Then
        Awaitility.await().until(() -> {
            System.gc();
            return held.get() == null;
        });
        assertThat(tasks.state("shop", "verify")).contains(new TaskState.Done<>(NOW, "passed"));
    }

    @Test
    void startsAKeyOnceUntilItIsForgotten() {
        // Given
        tasks.start("shop", "verify", work("first"));
        begun.get("first").complete("passed");

        // When
        tasks.start("shop", "verify", work("second"));
        tasks.forget("shop", "verify");
        tasks.start("shop", "verify", work("third"));

        // Then
        assertThat(begun).containsOnlyKeys("first", "third");
        assertThat(tasks.state("shop", "verify")).contains(new TaskState.Pending<>(NOW));
    }

    @Test
    void saysWhichFaultEndedAWorkWithoutAResult() {
        // Given
        tasks.start("shop", "verify", work("verify"));

        // When
        begun.get("verify").completeExceptionally(new IllegalStateException("password"));

        // Then
        assertThat(tasks.state("shop", "verify")).contains(new TaskState.Broken<>(NOW, "IllegalStateException"));
        assertThat(told).containsExactly("shop");
    }

    @Test
    void endsAWorkThatCannotBegin() {
        // When
        tasks.start("shop", "verify", cancellation -> {
            throw new IllegalStateException("broken");
        });

        // Then
        assertThat(tasks.state("shop", "verify")).contains(new TaskState.Broken<>(NOW, "IllegalStateException"));
    }

    @Test
    void cancelsWhatIsForgottenAndTellsNobody() {
        // Given
        tasks.start("shop", "verify", work("verify"));

        // When
        tasks.forget("shop", "verify");

        // Then
        assertThat(begun.get("verify")).isCancelled();
        assertThat(tasks.state("shop", "verify")).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void doesNotTakeAForgottenWorkForItsSuccessor() {
        // Given
        CompletableFuture<String> stubborn = new CompletableFuture<>();
        tasks.start("shop", "verify", cancellation -> stubborn);
        tasks.forget("shop", "verify");
        tasks.start("shop", "verify", work("second"));

        // When
        stubborn.complete("of the first");

        // Then
        assertThat(tasks.state("shop", "verify")).contains(new TaskState.Pending<>(NOW));
        assertThat(told).isEmpty();
    }

    @Test
    void runsSoManyOfOneStoreAtATime() {
        // Given
        startAll("shop", "a", "b", "c");
        assertThat(begun).containsOnlyKeys("a", "b");

        // When
        begun.get("a").complete("");

        // Then
        assertThat(begun).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void takesWaitingWorksFromTheStoresInTurn() {
        // Given
        startAll("slow", "s1", "s2", "s3");
        startAll("other", "o1", "o2", "o3");
        startAll("quick", "q1");
        assertThat(begun).containsOnlyKeys("s1", "s2", "o1", "o2");

        // When
        begun.get("s1").complete("");
        begun.get("o1").complete("");

        // Then
        assertThat(begun.keySet()).containsExactly("s1", "s2", "o1", "o2", "q1", "s3");
    }

    @Test
    void takesOfStoresThatRunAsManyTheOneThatBeganLongestAgo() {
        // Given
        StorefrontTasks<String> narrow = new StorefrontTasks<>(
                new StorefrontTasks.Bounds(1, 1, 3), Runnable::run, Clock.fixed(NOW, ZoneOffset.UTC), told::add);
        narrow.start("slow", "s1", work("s1"));
        narrow.start("slow", "s2", work("s2"));
        narrow.start("quick", "q1", work("q1"));

        // When
        begun.get("s1").complete("");

        // Then
        assertThat(begun).containsOnlyKeys("s1", "q1");
    }

    @Test
    void givesAPlaceBackOnlyWhenACancelledWorkHasEnded() {
        // Given
        CompletableFuture<String> stubborn = new CompletableFuture<>();
        tasks.start("shop", "a", cancellation -> stubborn);
        startAll("shop", "b", "c");
        tasks.forget("shop", "a");
        assertThat(begun).containsOnlyKeys("b");

        // When
        stubborn.complete("late");

        // Then
        assertThat(begun).containsOnlyKeys("b", "c");
    }

    @Test
    void forgetsWhatEndedFirstWhenThereAreTooMany() {
        // Given
        startAll("shop", "a", "b", "c");
        begun.get("b").complete("");

        // When
        startAll("shop", "d");

        // Then
        assertThat(tasks.states("shop")).containsOnlyKeys("a", "c", "d");
        assertThat(begun.get("a")).isNotDone();
    }

    @Test
    void cancelsWhatWasStartedFirstWhenTooManyAreUnfinished() {
        // When
        startAll("shop", "a", "b", "c", "d");

        // Then
        assertThat(tasks.states("shop")).containsOnlyKeys("b", "c", "d");
        assertThat(begun.get("a")).isCancelled();
    }

    @Test
    void forgetsAWholeStoreAndNoOther() {
        // Given
        startAll("shop", "a", "b", "c");
        startAll("other", "o");

        // When
        tasks.forgetStore("shop");

        // Then
        assertThat(tasks.states("shop")).isEmpty();
        assertThat(begun).containsOnlyKeys("a", "b", "o");
        assertThat(begun.get("a")).isCancelled();
        assertThat(begun.get("o")).isNotDone();
    }

    @Test
    void startsNothingAfterItIsClosed() {
        // Given
        startAll("shop", "a");

        // When
        tasks.close();
        startAll("shop", "b");

        // Then
        assertThat(begun).containsOnlyKeys("a");
        assertThat(begun.get("a")).isCancelled();
    }

    @Test
    void endsWhatTheExecutorRefuses() {
        // Given
        StorefrontTasks<String> refused = new StorefrontTasks<>(
                BOUNDS,
                work -> {
                    throw new RejectedExecutionException();
                },
                Clock.fixed(NOW, ZoneOffset.UTC),
                told::add);

        // When
        refused.start("shop", "a", work("a"));

        // Then
        assertThat(refused.state("shop", "a"))
                .isEqualTo(Optional.of(new TaskState.Broken<>(NOW, "RejectedExecutionException")));
    }

    private void startAll(String store, String... keys) {
        List.of(keys).forEach(key -> tasks.start(store, key, work(key)));
    }

    private Work<String> work(String name) {
        return cancellation -> {
            begun.put(name, cancellation.watch(new CompletableFuture<>()));
            return begun.get(name);
        };
    }
}
