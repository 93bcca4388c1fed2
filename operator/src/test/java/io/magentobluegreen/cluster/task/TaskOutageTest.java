package io.magentobluegreen.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.storefront.Storefront;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import io.magentobluegreen.cluster.storefront.task.StorefrontTasks;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An API server that does not answer for a while says nothing of the pods that were to be asked. */
@NeedsRealApiServer
class TaskOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final String SPEC = """
            "warmUp": {"paths": ["/warm"], "deadline": "1s", "failBelowPercent": 50, "cutoverDeadline": "20s"},
            "verification": {"host": "www.example.com", "paths": ["/a"], "attempts": 1, "deadline": "20s"}""";

    private final TestStore store = TestStore.create(SPEC);
    private final PlayedPods pods = new PlayedPods(store);
    private final Outage outage = new Outage();
    private final KubernetesClient client = outage.client();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService alarm = Executors.newScheduledThreadPool(1);
    private final DirectTransport transport = new DirectTransport();
    private final Storefront storefront = new Storefront(transport, alarm, Clock.systemUTC());
    private final TaskBook book = new TaskBook(
            new Reach(client, storefront, false, threads, Clock.systemUTC(), CheckListener.NONE),
            StorefrontTasks.Bounds.USUAL,
            threads,
            woken -> {});

    @AfterEach
    void end() {
        book.close();
        transport.close();
        client.close();
        threads.shutdownNow();
        alarm.shutdownNow();
    }

    @Test
    void takesALaterGlanceOfAProofThatFailsForNotSeenYet() throws IOException {
        store.live(2);
        try (StubPod pod = StubPod.answering(200, "text/plain", "ok")) {
            // Given
            pods.ready("one", pod);
            pods.endpoint("shop-of-another-set");
            begin(Task.Kind.PROVE);
            int before = outage.answered();
            await().until(() -> outage.answered() > before + 3);

            // When
            lose(1);
            pods.withoutEndpoints();
            pods.endpoint(store.set().getMetadata().getName() + "-5d4f-one");
            outage.end();

            // Then
            assertThat(answer(Task.Kind.PROVE).passed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY", "REWARM", "ROUND", "PROVE"})
    void asksOnceTheApiServerAnswersAgain(Task.Kind kind) throws IOException {
        store.live(2);
        try (StubPod pod = StubPod.answering(200, "text/plain", "ok")) {
            // Given
            pods.ready("one", pod);
            pods.endpoint(store.set().getMetadata().getName() + "-5d4f-one");
            outage.begin();
            begin(kind);

            // When
            lose(4);
            outage.end();

            // Then
            assertThat(answer(kind).passed()).isTrue();
        }
    }

    @Test
    void saysThatTheApiServerDidNotAnswerUntilTheDeadline() {
        store.live(2);
        outage.begin();

        begin(Task.Kind.WARM_UP);

        assertThat(answer(Task.Kind.WARM_UP).failed()).isTrue();
        assertThat(answer(Task.Kind.WARM_UP).message())
                .isEqualTo("The API server did not answer within 1 s, so nothing could be checked");
    }

    @Test
    void countsNoRoundThatCouldNotBeMade() throws IOException {
        store.live(2);
        try (StubPod pod = StubPod.answering(200, "text/plain", "ok")) {
            pods.ready("one", pod);
            outage.begin();
            begin(Task.Kind.ROUND);
            lose(4);

            assertThat(soak()).isEqualTo(SoakProgress.NONE);
            outage.end();

            assertThat(answer(Task.Kind.ROUND).passed()).isTrue();
            assertThat(soak().failures()).isZero();
        }
    }

    /** Until so many requests more were made in vain. */
    private void lose(int requests) {
        int before = outage.lost();
        outage.begin();
        await().atMost(PATIENCE).until(() -> outage.lost() >= before + requests);
    }

    private SoakProgress soak() {
        return book.soak(key(), Optional.of(store.liveRecord()));
    }

    private void begin(Task.Kind kind) {
        SeenStore seen = store.look().objects();
        book.ask(seen, task(kind));
    }

    private Answer answer(Task.Kind kind) {
        await().atMost(PATIENCE)
                .until(() -> Optional.ofNullable(book.answers(key()).get(task(kind)))
                        .filter(answer -> answer.state() != Answer.State.RUNNING)
                        .isPresent());
        return book.answers(key()).get(task(kind));
    }

    private Task task(Task.Kind kind) {
        return new Task(kind, store.wanted(), "once");
    }

    private StoreKey key() {
        return StoreKey.of(store.resource());
    }
}
