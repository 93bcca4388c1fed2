package io.magentobluegreen.cluster.storefront;

import static io.magentobluegreen.cluster.storefront.PodsUnderTest.HOST;
import static io.magentobluegreen.cluster.storefront.PodsUnderTest.ONCE;
import static io.magentobluegreen.cluster.storefront.PodsUnderTest.pages;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.storefront.http.Expected;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class VerificationTest {
    private static final String CSS = "/static/version1/frontend/styles.css";
    private static final String JS = "/static/version1/frontend/require.js";
    private static final String HTML =
            "<link rel=stylesheet href=" + CSS + "><script src=https://" + HOST + JS + "></script>";
    private static final byte[] GOOD = StubPod.response(200, "text/plain", "welcome");
    private static final byte[] BAD = StubPod.response(500, "text/plain", "SQLSTATE password");

    @RegisterExtension
    final PodsUnderTest pods = new PodsUnderTest();

    @Test
    void passesWhenEveryPageOfEveryPodAnswers() {
        // Given
        StubPod one = pods.answering(200);
        StubPod other = pods.answering(201);

        // When
        Verification.Result result = run(ONCE, pages("/a", "/b"), one, other);

        // Then
        assertThat(result).isEqualTo(new Verification.Result(4, 4, List.of()));
        assertThat(result.isPassed()).isTrue();
        assertThat(one.paths()).containsExactly("/a", "/b");
        assertThat(other.paths()).containsExactly("/a", "/b");
    }

    @Test
    void failsWhenOnePodFailsOnePage() {
        // When
        Verification.Result result = run(ONCE, pages("/a"), pods.answering(200), pods.answering(500));

        // Then
        assertThat(result.isPassed()).isFalse();
        assertThat(result.passed()).isEqualTo(1);
        assertThat(result.lastFailure().orElseThrow().sentence())
                .matches("GET /a on pod shop-1 answered 500 after [0-9]+\\.[0-9] s");
    }

    @Test
    void failsWhenNothingIsAsked() {
        assertThat(run(ONCE, List.of(), pods.answering(200)).isPassed()).isFalse();
        assertThat(run(ONCE, pages("/a")).isPassed()).isFalse();
    }

    @Test
    void asksLinkedFilesOfTheSamePodOnce() {
        // Given
        StubPod pod = pods.add(StubPod.answering(200, "text/html", HTML));

        // When
        Verification.Result result = run(ONCE, pages("/a", "/b"), pod);

        // Then
        assertThat(result.total()).isEqualTo(4);
        assertThat(pod.paths()).containsExactlyInAnyOrder("/a", CSS, JS, "/b");
    }

    @Test
    void failsWhenALinkedFileIsMissing() {
        // Given
        StubPod pod = pods.answering((asked, out) -> out.write(
                asked.path().equals(CSS)
                        ? StubPod.response(404, "text/html", "")
                        : StubPod.response(200, "text/html", HTML)));

        // When
        Verification.Result result = run(ONCE, pages("/a"), pod);

        // Then
        assertThat(result.isPassed()).isFalse();
        assertThat(result.firstFailure().orElseThrow().sentence())
                .startsWith("GET " + CSS + " on pod shop-0 answered 404 after ")
                .endsWith(" (linked by /a)");
    }

    @Test
    void leavesLinkedFilesAloneWhenTheyAreNotWanted() {
        // Given
        StubPod pod = pods.add(StubPod.answering(200, "text/html", HTML));
        Verification verification = new Verification(List.of(pod.pod("shop-0")), pages("/a"), false, ONCE);

        // When
        PodsUnderTest.await(verification.begin(pods.storefront(), pods.cancellation));

        // Then
        assertThat(pod.paths()).containsExactly("/a");
    }

    @Test
    void asksABoundedNumberOfLinkedFiles() {
        // Given
        String links = IntStream.range(0, 2_000)
                .mapToObj(each -> "<script src=/static/" + each + ".js></script>")
                .collect(Collectors.joining());
        StubPod pod = pods.add(StubPod.answering(200, "text/html", links));

        // When
        Verification.Result result = run(ONCE, pages("/a"), pod);

        // Then
        assertThat(result.total()).isEqualTo(1 + PodVisit.ASSETS_AT_MOST);
    }

    @Test
    void triesAgainUntilThePageAnswers() {
        // Given
        AtomicInteger asked = new AtomicInteger();
        StubPod pod = pods.answering((page, out) -> out.write(asked.incrementAndGet() < 3 ? BAD : GOOD));

        // When
        Verification.Result result = run(patient(3), pages("/a"), pod);

        // Then
        assertThat(result.isPassed()).isTrue();
        assertThat(pod.paths()).hasSize(3);
    }

    @Test
    void givesUpAfterTheAttempts() {
        // Given
        StubPod pod = pods.answering(500);

        // When
        Verification.Result result = run(patient(3), pages("/a"), pod);

        // Then
        assertThat(result.isPassed()).isFalse();
        assertThat(pod.paths()).hasSize(3);
    }

    @Test
    void doesNotWaitForAPodThatNeverAnswers() {
        // Given
        StubPod pod = pods.answering((asked, out) -> hang(asked));
        Patience patience = Patience.once(Duration.ofMillis(300), PodsUnderTest.LONG);

        // When
        Verification.Result result = run(patience, pages("/a"), pod);

        // Then
        assertThat(result.firstFailure().orElseThrow().sentence())
                .isEqualTo("GET /a on pod shop-0 did not answer within 0.3 s");
    }

    @Test
    void doesNotWaitForABodyThatDripsForEver() {
        // Given
        StubPod pod = pods.answering((asked, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('.');
                out.flush();
                StubPod.rest(asked.socket());
            }
        });
        Patience patience = Patience.once(Duration.ofMillis(300), PodsUnderTest.LONG);

        // When
        Verification.Result result = run(patience, pages("/a"), pod);

        // Then
        assertThat(result.firstFailure().orElseThrow().problem()).isEqualTo("did not answer within 0.3 s");
    }

    @Test
    void endsAtTheDeadlineAndSaysWhatWasNotAsked() {
        // Given
        StubPod pod = pods.answering((asked, out) -> hang(asked));
        Patience patience = new Patience(1_000, Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofMillis(500));

        // When
        Verification.Result result = run(patience, pages("/a", "/b"), pod);

        // Then
        assertThat(result.total()).isEqualTo(2);
        assertThat(result.lastFailure().orElseThrow().sentence())
                .isEqualTo("GET /b on pod shop-0 was not asked before the deadline of 0.5 s");
    }

    @Test
    void asksPodsSideBySide() {
        // Given
        CountDownLatch both = new CountDownLatch(2);
        StubPod.Answerer together = (asked, out) -> {
            both.countDown();
            out.write(isReached(both) ? GOOD : BAD);
        };

        // When
        Verification.Result result = run(ONCE, pages("/a"), pods.answering(together), pods.answering(together));

        // Then
        assertThat(result.isPassed()).isTrue();
    }

    @Test
    void hangsUpAtOnceWhenItIsCancelled() {
        // Given
        StubPod pod = pods.answering((asked, out) -> hang(asked));
        Patience patience = Patience.once(PodsUnderTest.LONG, PodsUnderTest.LONG);
        CompletableFuture<Verification.Result> result = new Verification(
                        List.of(pod.pod("shop-0")), pages("/a", "/b"), true, patience)
                .begin(pods.storefront(), pods.cancellation);
        Awaitility.await().until(() -> pod.paths().size() == 1);

        // When
        pods.cancellation.cancel();

        // Then
        assertThat(result)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withRootCauseInstanceOf(CancellationException.class);
        Awaitility.await().until(() -> pod.openConnections() == 0);
        assertThat(pod.paths()).containsExactly("/a");
    }

    @Test
    void looksForTheTextThatHasToBeThere() {
        assertThat(problem(expecting(Optional.of("welcome"), Optional.empty()), GOOD))
                .isEmpty();
        assertThat(problem(expecting(Optional.of("goodbye"), Optional.empty()), GOOD))
                .hasValueSatisfying(said -> assertThat(said).endsWith(" without the text 'goodbye'"));
    }

    @Test
    void looksForTheTextThatMustNotBeThere() {
        assertThat(problem(expecting(Optional.empty(), Optional.of("goodbye")), GOOD))
                .isEmpty();
        assertThat(problem(expecting(Optional.empty(), Optional.of("welcome")), GOOD))
                .hasValueSatisfying(
                        said -> assertThat(said).endsWith(" with the text 'welcome', which must not be there"));
    }

    @Test
    void takesTheStatusThatIsExpectedAndNoOther() {
        // Given
        Expected gone = new Expected(Optional.of(410), Optional.empty(), Optional.empty());

        // Then
        assertThat(problem(gone, StubPod.response(410, "text/plain", ""))).isEmpty();
        assertThat(problem(gone, GOOD))
                .hasValueSatisfying(said -> assertThat(said).startsWith("answered 200 instead of 410 after "));
    }

    @Test
    void reportsWhereARedirectLeadsWithoutItsQuery() {
        // Given
        String redirect = "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/login?token=hidden\r\n\r\n";

        // Then
        assertThat(problem(Expected.SUCCESS, redirect.getBytes(StandardCharsets.US_ASCII)))
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith("answered 302 after ")
                        .endsWith(": a redirect to https://elsewhere.example/login, which is not followed"));
    }

    @Test
    void failsWhenAPageIsLongerThanIsRead() {
        // Given
        StubPod pod = pods.answering((asked, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(new byte[100_000]);
            }
        });

        // When
        Verification.Result result = run(ONCE, pages("/a"), pod);

        // Then
        assertThat(result.firstFailure().orElseThrow().problem()).endsWith(" with more than may be read of a page");
    }

    @Test
    void repeatsNothingOfABody() {
        assertThat(problem(Expected.SUCCESS, BAD))
                .hasValueSatisfying(said -> assertThat(said).doesNotContain("SQLSTATE"));
    }

    private Optional<String> problem(Expected expected, byte[] answer) {
        StubPod pod = pods.answering((asked, out) -> out.write(answer));
        Page page = new Page("GET", HOST, "/a", Map.of(), "", expected);
        return run(ONCE, List.of(page), pod).firstFailure().map(Finding::problem);
    }

    private static Expected expecting(Optional<String> contains, Optional<String> absent) {
        return new Expected(Optional.empty(), contains, absent);
    }

    private static Patience patient(int attempts) {
        return new Patience(attempts, Duration.ofMillis(10), Duration.ofSeconds(5), PodsUnderTest.LONG);
    }

    private static void hang(StubPod.Heard asked) throws IOException {
        asked.socket().getInputStream().read();
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Verification.Result run(Patience patience, List<Page> pages, StubPod... stubs) {
        List<Pod> named = IntStream.range(0, stubs.length)
                .mapToObj(each -> stubs[each].pod("shop-" + each))
                .toList();
        return PodsUnderTest.await(
                new Verification(named, pages, true, patience).begin(pods.storefront(), pods.cancellation));
    }
}
