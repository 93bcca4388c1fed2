package io.magentobluegreen.cluster.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ProofTest {
    private static final String GREEN = "0123456789";
    private static final String BLUE = "fedcba9876";

    @RegisterExtension
    final PodsUnderTest pods = new PodsUnderTest();

    @Test
    void provesThatTheServiceLeadsToTheRevision() {
        // Given
        StubPod service = revision(GREEN);

        // When
        Proof.Result result = run(revision(GREEN), service, 1);

        // Then
        assertThat(result).isEqualTo(new Proof.Proven(GREEN, 10));
        assertThat(service.heard().stream().map(StubPod.Heard::socket).distinct())
                .hasSize(10);
    }

    @Test
    void isRefutedByOneAnswerOfAnotherRevision() {
        // Given
        AtomicInteger asked = new AtomicInteger();
        StubPod service =
                pods.answering((heard, out) -> out.write(saying(asked.incrementAndGet() == 10 ? BLUE : GREEN)));

        // When
        Proof.Result result = run(revision(GREEN), service, 1);

        // Then
        assertThat(result.isPassed()).isFalse();
        assertThat(result.sentence())
                .isEqualTo("GET /health on Service shop was answered by another revision than " + GREEN);
    }

    @Test
    void isRefutedByAnAnswerWithoutARevisionWhenThePodsSayTheirs() {
        assertThat(run(revision(GREEN), pods.answering(200), 1)).isInstanceOf(Proof.Refuted.class);
    }

    @Test
    void isRefutedByAnAnswerWithARevisionWhenThePodsSayNone() {
        assertThat(run(pods.answering(200), revision(BLUE), 1)).isInstanceOf(Proof.Refuted.class);
    }

    @Test
    void isRefutedByAFailure() {
        // When
        Proof.Result result = run(revision(GREEN), pods.answering(503), 1);

        // Then
        assertThat(result.sentence()).startsWith("GET /health on Service shop answered 503");
    }

    @Test
    void isRefutedWhenThePodItselfDoesNotAnswer() {
        // When
        Proof.Result result = run(pods.answering(500), revision(GREEN), 1);

        // Then
        assertThat(result.sentence()).startsWith("GET /health on pod shop-1 answered 500");
    }

    @Test
    void saysThatOnlyEndpointsShowItWhenPodsSayNoRevision() {
        assertThat(run(pods.answering(200), pods.answering(200), 1)).isEqualTo(new Proof.EndpointsOnly(10));
    }

    @Test
    void waitsUntilEveryNodeKnowsOfTheFlip() {
        // Given
        AtomicInteger asked = new AtomicInteger();
        StubPod service =
                pods.answering((heard, out) -> out.write(saying(asked.incrementAndGet() <= 15 ? BLUE : GREEN)));

        // When
        Proof.Result result = run(revision(GREEN), service, 5);

        // Then
        assertThat(result).isEqualTo(new Proof.Proven(GREEN, 10));
        assertThat(asked).hasValue(30);
    }

    private StubPod revision(String revision) {
        return pods.answering((heard, out) -> out.write(saying(revision)));
    }

    private static byte[] saying(String revision) {
        return ("HTTP/1.1 200 OK\r\n" + Proof.HEADER + ": " + revision + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Proof.Result run(StubPod pod, StubPod service, int attempts) {
        Patience patience = new Patience(attempts, Duration.ofMillis(10), Duration.ofSeconds(2), PodsUnderTest.LONG);
        Page page = Page.get(PodsUnderTest.HOST, "/health");
        Proof proof = new Proof(service.service("shop"), pod.pod("shop-1"), page, GREEN, patience);
        return PodsUnderTest.await(proof.begin(pods.storefront(), pods.cancellation));
    }
}
