package io.magentobluegreen.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.storefront.Storefront;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import io.magentobluegreen.cluster.storefront.task.StorefrontTasks;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.Task;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class TaskBookTest {
    private static final String SPEC =
            "\"warmUp\": {\"paths\": [\"/warm\"], \"failBelowPercent\": 50}, \"soak\": {\"timeout\": \"1s\"},"
                    + " \"verification\": {\"host\": \"www.example.com\", \"paths\": [\"/a\", \"/b\"],"
                    + " \"attempts\": 1, \"timeout\": \"1s\"}";

    private final TestStore store = TestStore.create(SPEC);
    private final PlayedPods pods = new PlayedPods(store);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService alarm = Executors.newScheduledThreadPool(1);
    private final DirectTransport transport = new DirectTransport();
    private final List<StoreKey> woken = new CopyOnWriteArrayList<>();
    private final TaskBook book = new TaskBook(
            new Reach(
                    store.operator(),
                    new Storefront(transport, alarm, Clock.systemUTC()),
                    false,
                    threads,
                    Clock.systemUTC(),
                    CheckListener.NONE),
            StorefrontTasks.Bounds.USUAL,
            threads,
            woken::add);

    @AfterEach
    void end() {
        book.close();
        transport.close();
        threads.shutdownNow();
        alarm.shutdownNow();
    }

    @Test
    void verifiesEveryPathOfEveryPod() throws IOException {
        store.live(2);
        try (StubPod one = ok();
                StubPod two = ok()) {
            pods.ready("one", one);
            pods.ready("two", two);

            Answer answer = ask(Task.Kind.VERIFY);

            assertThat(answer.passed()).isTrue();
            assertThat(answer.facts()).containsEntry("total", "4");
            assertThat(one.paths()).containsExactly("/a", "/b");
            assertThat(two.paths()).containsExactly("/a", "/b");
            assertThat(woken).contains(key());
        }
    }

    @Test
    void saysWhichCheckFailed() throws IOException {
        store.live(2);
        try (StubPod sick = StubPod.answering(500, "text/html", "no")) {
            pods.ready("sick", sick);

            Answer answer = ask(Task.Kind.VERIFY);

            assertThat(answer.failed()).isTrue();
            assertThat(answer.failedCheck()).isEqualTo("GET www.example.com/a");
            assertThat(answer.message()).contains("500");
        }
    }

    @Test
    void passesNothingOfASetWithoutPods() {
        store.live(2);

        for (Task.Kind kind : Task.Kind.values()) {
            assertThat(ask(kind).failed()).isTrue();
        }
    }

    @Test
    void failsAWarmUpThatLeftTooMuchCold() throws IOException {
        store.live(2);
        try (StubPod sick = StubPod.answering(500, "text/html", "no")) {
            pods.ready("sick", sick);

            assertThat(ask(Task.Kind.WARM_UP).failed()).isTrue();
            assertThat(sick.paths()).containsExactly("/warm");
        }
    }

    @Test
    void asksPathsAndWarmUpOnceMoreBeforeTheFlip() throws IOException {
        store.live(2);
        try (StubPod pod = ok()) {
            pods.ready("one", pod);

            assertThat(ask(Task.Kind.REWARM).passed()).isTrue();
            assertThat(pod.paths()).containsExactlyInAnyOrder("/a", "/b", "/warm");
        }
    }

    /** As after a start of the operator, when a soak begins anew. */
    @Test
    void forgetsWhatItWasNeverAsked() {
        store.live(2);

        book.forget(key(), task(Task.Kind.ROUND));

        assertThat(book.answers(key())).isEmpty();
    }

    @Test
    void countsRoundsOfLiveAsItsSoak() throws IOException {
        store.live(2);
        try (StubPod pod = ok()) {
            pods.ready("one", pod);

            ask(Task.Kind.ROUND);
            book.forget(key(), task(Task.Kind.ROUND));

            assertThat(book.answers(key())).isEmpty();
            assertThat(book.soak(key(), Optional.of(store.liveRecord())).lastAt())
                    .isNotNull();
        }
    }

    @Test
    void provesAFlipByItsEndpoints() throws IOException {
        store.live(2);
        try (StubPod pod = ok()) {
            pods.ready("one", pod);
            pods.endpoint(store.set().getMetadata().getName() + "-5d4f-one");

            Answer answer = ask(Task.Kind.PROVE);

            assertThat(answer.passed()).isTrue();
            assertThat(answer.facts()).containsEntry("proof", "EndpointsOnly");
        }
    }

    @Test
    void waitsForTheEndpointsBeforeItProves() throws IOException {
        store.live(2);
        try (StubPod pod = ok()) {
            pods.ready("one", pod);
            pods.endpoint("shop-of-another-set");
            book.ask(seen(), task(Task.Kind.PROVE));
            await().until(() -> book.answers(key()).containsKey(task(Task.Kind.PROVE)));

            assertThat(book.answers(key()).get(task(Task.Kind.PROVE)).state()).isEqualTo(Answer.State.RUNNING);
            pods.withoutEndpoints();
            pods.endpoint(store.set().getMetadata().getName() + "-5d4f-one");

            assertThat(answer(task(Task.Kind.PROVE)).passed()).isTrue();
        }
    }

    @Test
    void remembersNoMoreThanItHasAnswersFor() {
        store.live(2);
        SeenStore seen = seen();

        for (int round = 0; round < 100; round++) {
            book.ask(seen, new Task(Task.Kind.ROUND, store.wanted(), "round " + round));
        }

        assertThat(book.size(key())).isEqualTo(StorefrontTasks.Bounds.USUAL.remembered());
    }

    private Answer ask(Task.Kind kind) {
        book.ask(seen(), task(kind));
        return answer(task(kind));
    }

    private Answer answer(Task task) {
        await().until(() -> Optional.ofNullable(book.answers(key()).get(task))
                .filter(answer -> answer.state() != Answer.State.RUNNING)
                .isPresent());
        return book.answers(key()).get(task);
    }

    private Task task(Task.Kind kind) {
        return new Task(kind, store.wanted(), "once");
    }

    private SeenStore seen() {
        return store.look().objects();
    }

    private StoreKey key() {
        return StoreKey.of(store.resource());
    }

    private static StubPod ok() {
        return StubPod.answering(200, "text/plain", "ok");
    }
}
