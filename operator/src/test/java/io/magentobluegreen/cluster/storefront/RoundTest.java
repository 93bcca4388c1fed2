package io.magentobluegreen.cluster.storefront;

import static io.magentobluegreen.cluster.storefront.PodsUnderTest.pages;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RoundTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @RegisterExtension
    final PodsUnderTest pods = new PodsUnderTest();

    @Test
    void asksEachPageOnceOfEachPod() {
        // Given
        StubPod one = pods.answering(200);
        StubPod other = pods.answering(200);

        // When
        Round.Result result = run(pages("/a", "/b"), one, other);

        // Then
        assertThat(result).isEqualTo(new Round.Result(4, List.of(), List.of()));
        assertThat(result.isPassed()).isTrue();
        assertThat(one.paths()).containsExactly("/a", "/b");
        assertThat(other.paths()).containsExactly("/a", "/b");
    }

    @Test
    void triesNothingAgain() {
        // Given
        StubPod pod = pods.answering(500);

        // When
        Round.Result result = run(pages("/a"), pod);

        // Then
        assertThat(result.isPassed()).isFalse();
        assertThat(pod.paths()).hasSize(1);
    }

    @Test
    void namesTheChecksThatFailedInTheOrderOfThePages() {
        // When
        Round.Result result =
                run(pages("/a", "/b", "/c"), failing(Set.of("/c")), failing(Set.of("/b")), failing(Set.of("/c")));

        // Then
        assertThat(result.failedChecks()).containsExactly("GET www.example.com/b", "GET www.example.com/c");
        assertThat(result.firstFailure().orElseThrow().sentence()).startsWith("GET /c on pod shop-0 answered 500");
    }

    @Test
    void failsWithAnotherRoundWhenBothFailTheSameCheck() {
        // Given
        Round.Result live = run(pages("/a", "/b"), failing(Set.of("/a", "/b")));
        Round.Result previous = run(pages("/a", "/b"), failing(Set.of("/b")));
        Round.Result fit = run(pages("/a", "/b"), failing(Set.of()));

        // Then
        assertThat(live.failsWith(previous)).isTrue();
        assertThat(live.failsWith(fit)).isFalse();
    }

    @Test
    void showsNothingWhenThereIsNoPod() {
        assertThat(run(pages("/a")).isPassed()).isFalse();
    }

    @Test
    void asksNoFurtherPageOfAPodThatGivesNoAnswer() {
        // Given
        StubPod hangs =
                pods.answering((asked, out) -> asked.socket().getInputStream().read());
        StubPod answers = pods.answering(200);

        // When
        Round.Result result = run(Duration.ofMillis(200), PodsUnderTest.LONG, hangs, answers);

        // Then
        assertThat(hangs.paths()).containsExactly("/a");
        assertThat(answers.paths()).containsExactly("/a", "/b");
        assertThat(result.asked()).isEqualTo(3);
        assertThat(result.findings()).extracting(Finding::problem).containsExactly("did not answer within 0.2 s");
    }

    @Test
    void endsAtItsDeadline() {
        // Given
        Duration deadline = Duration.ofMillis(200);
        StubPod slow = pods.answering((asked, out) -> {
            Awaitility.await().pollDelay(deadline).until(() -> true);
            out.write(StubPod.response(500, "text/plain", "said"));
        });

        // When
        Round.Result result = run(TIMEOUT, deadline, slow);

        // Then
        assertThat(slow.paths()).containsExactly("/a");
        assertThat(result.firstFailure().orElseThrow().problem()).isEqualTo("did not answer within 0.2 s");
    }

    private StubPod failing(Set<String> paths) {
        return pods.answering((asked, out) ->
                out.write(StubPod.response(paths.contains(asked.path()) ? 500 : 200, "text/plain", "said")));
    }

    private Round.Result run(Duration timeout, Duration deadline, StubPod... stubs) {
        Round round = new Round(named(stubs), pages("/a", "/b"), timeout, deadline);
        return PodsUnderTest.await(round.begin(pods.storefront(), pods.cancellation));
    }

    private Round.Result run(List<Page> pages, StubPod... stubs) {
        Round round = new Round(named(stubs), pages, TIMEOUT, PodsUnderTest.LONG);
        return PodsUnderTest.await(round.begin(pods.storefront(), pods.cancellation));
    }

    private static List<Pod> named(StubPod... stubs) {
        return IntStream.range(0, stubs.length)
                .mapToObj(each -> stubs[each].pod("shop-" + each))
                .toList();
    }
}
