package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A storefront on the real clock and real sockets, and the stub pods of a test: all closed after it. */
final class PodsUnderTest implements AfterEachCallback {
    static final String HOST = "www.example.com";
    static final Duration LONG = Duration.ofSeconds(20);
    static final Patience ONCE = Patience.once(Duration.ofSeconds(5), LONG);

    final Cancellation cancellation = new Cancellation();
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor();
    private final DirectTransport transport = new DirectTransport();
    private final List<StubPod> pods = new ArrayList<>();

    Storefront storefront() {
        return new Storefront(transport, alarm, Clock.systemUTC());
    }

    StubPod add(StubPod pod) {
        pods.add(pod);
        return pod;
    }

    StubPod answering(int status) {
        return add(StubPod.answering(status, "text/plain", "said"));
    }

    StubPod answering(StubPod.Answerer answerer) {
        return add(new StubPod(answerer));
    }

    static List<Page> pages(String... paths) {
        return Stream.of(paths).map(path -> Page.get(HOST, path)).toList();
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError("no result", failure);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        cancellation.cancel();
        for (StubPod pod : pods) {
            pod.close();
        }
        transport.close();
        alarm.shutdownNow();
    }
}
