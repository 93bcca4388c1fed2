package io.magentobluegreen.cluster.storefront;

import static io.magentobluegreen.cluster.storefront.PodsUnderTest.pages;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import io.magentobluegreen.cluster.storefront.http.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that wait in a queue until others have ended. */
@Timeout(60)
class QueuedRequestTest {
    @RegisterExtension
    final PodsUnderTest pods = new PodsUnderTest();

    @Test
    void haveTheirWholeTimeoutOnceTheyBegin() {
        StubPod pod = pods.answering(200);

        Round.Result result = round(pod, 5, Duration.ofSeconds(3), PodsUnderTest.LONG);

        assertThat(result.findings()).isEmpty();
        assertThat(result.isPassed()).isTrue();
    }

    @Test
    void endWithTheirWorkAndAreNoSilenceOfThePod() {
        StubPod pod = pods.answering(200);

        Round.Result result = round(pod, 10, Duration.ofSeconds(3), Duration.ofSeconds(1));

        assertThat(result.firstFailure().orElseThrow().problem())
                .isEqualTo("was not asked before the deadline of 1.0 s");
        assertThat(pod.heard()).isEmpty();
    }

    private Round.Result round(StubPod pod, int queued, Duration timeout, Duration deadline) {
        Storefront at = pods.storefront();
        Storefront late = new Storefront(after(queued, at.transport()), at.alarm(), at.clock());
        return PodsUnderTest.await(
                new Round(List.of(pod.pod("shop-1")), pages("/a"), timeout, deadline).begin(late, pods.cancellation));
    }

    private static Transport after(int seconds, Transport transport) {
        return (target, inquiry) -> {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            Executor later = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);
            CompletableFuture.runAsync(() -> {}, later)
                    .thenCompose(room -> reply.isDone() ? reply : transport.ask(target, inquiry))
                    .thenAccept(reply::complete);
            return reply;
        };
    }
}
