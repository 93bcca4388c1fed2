package io.magentobluegreen.cluster.storefront;

import static io.magentobluegreen.cluster.storefront.PodsUnderTest.pages;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class WarmUpTest {
    private static final WarmUp.Pace PACE = new WarmUp.Pace(4, Duration.ofSeconds(5), PodsUnderTest.LONG);
    private static final Optional<Page> SITEMAP =
            Optional.of(pages("/sitemap.xml").get(0));

    @RegisterExtension
    final PodsUnderTest pods = new PodsUnderTest();

    @Test
    void asksEachPathOfEachPod() {
        // Given
        StubPod one = pods.answering(200);
        StubPod other = pods.answering(200);

        // When
        WarmUp.Result result = run(new Wanted(pages("/", "/c"), Optional.empty(), 10), one, other);

        // Then
        assertThat(result).isEqualTo(new WarmUp.Result(4, 4, 4, Optional.empty()));
        assertThat(one.paths()).containsExactlyInAnyOrder("/", "/c");
        assertThat(other.paths()).containsExactlyInAnyOrder("/", "/c");
    }

    @Test
    void spreadsThePagesOfTheSitemapOverThePods() {
        // Given
        Map<String, String> site = Map.of("/sitemap.xml", urlset("/1", "/2", "/3", "/4"));
        StubPod one = serving(site);
        StubPod other = serving(site);

        // When
        WarmUp.Result result = run(new Wanted(List.of(), SITEMAP, 10), one, other);

        // Then
        assertThat(result.answered()).isEqualTo(4);
        assertThat(one.paths()).containsExactlyInAnyOrder("/sitemap.xml", "/1", "/3");
        assertThat(other.paths()).containsExactlyInAnyOrder("/2", "/4");
    }

    @Test
    void readsTheSitemapsOfAnIndexOneLevelDeep() {
        // Given
        StubPod pod = serving(Map.of(
                "/sitemap.xml", index("/one.xml", "/two.xml"),
                "/one.xml", urlset("/1"),
                "/two.xml", index("/deeper.xml")));

        // When
        WarmUp.Result result = run(new Wanted(List.of(), SITEMAP, 10), pod);

        // Then
        assertThat(pod.paths()).containsExactly("/sitemap.xml", "/one.xml", "/two.xml", "/1");
        assertThat(result.percent()).isEqualTo(100);
    }

    @Test
    void asksNoMorePagesThanTheLimit() {
        // Given
        String[] many = IntStream.range(0, 500).mapToObj(each -> "/" + each).toArray(String[]::new);
        StubPod pod = serving(Map.of("/sitemap.xml", urlset(many)));

        // When
        WarmUp.Result result = run(new Wanted(pages("/a", "/b"), SITEMAP, 20), pod);

        // Then
        assertThat(result.planned()).isEqualTo(20);
        assertThat(pod.paths()).hasSize(21).startsWith("/sitemap.xml").contains("/a", "/b", "/17");
    }

    @Test
    void readsNoFurtherSitemapWhenThereAreEnoughPages() {
        // Given
        StubPod pod = serving(Map.of(
                "/sitemap.xml", index("/one.xml", "/two.xml", "/three.xml"),
                "/one.xml", urlset("/1", "/2", "/3"),
                "/two.xml", urlset("/4", "/5", "/6")));

        // When
        WarmUp.Result result = run(new Wanted(List.of(), SITEMAP, 4), pod);

        // Then
        assertThat(result.planned()).isEqualTo(4);
        assertThat(pod.paths())
                .startsWith("/sitemap.xml", "/one.xml", "/two.xml")
                .contains("/4")
                .doesNotContain("/5", "/three.xml");
    }

    @Test
    void leavesTheSitemapAloneWhenThePathsAreEnough() {
        // Given
        StubPod pod = serving(Map.of());

        // When
        run(new Wanted(pages("/a", "/b", "/c"), SITEMAP, 2), pod);

        // Then
        assertThat(pod.paths()).containsExactlyInAnyOrder("/a", "/b");
    }

    @Test
    void countsASitemapThatCannotBeReadAsAPageThatDidNotAnswer() {
        // Given
        StubPod pod = serving(Map.of("/sitemap.xml", "<html>maintenance</html>"));

        // When
        WarmUp.Result result = run(new Wanted(pages("/a"), SITEMAP, 10), pod);

        // Then
        assertThat(result.percent()).isEqualTo(50);
        assertThat(result.firstFailure().orElseThrow().sentence())
                .isEqualTo("GET /sitemap.xml on pod shop-0 answered with something that is no sitemap");
    }

    @Test
    void asksTheNextPodForASitemapThatTheFirstDoesNotHave() {
        // Given
        StubPod good = serving(Map.of("/sitemap.xml", urlset("/1")));

        // When
        WarmUp.Result result = run(new Wanted(List.of(), SITEMAP, 10), pods.answering(404), good);

        // Then
        assertThat(good.paths()).contains("/sitemap.xml");
        assertThat(result.planned()).isEqualTo(1);
    }

    @Test
    void asksNoOtherHost() {
        // Given
        String foreign = "<urlset><url><loc>http://169.254.169.254/latest</loc></url><url><loc>"
                + "https://www.example.com/own</loc></url></urlset>";
        StubPod pod = serving(Map.of("/sitemap.xml", foreign));

        // When
        run(new Wanted(List.of(), SITEMAP, 10), pod);

        // Then
        assertThat(pod.paths()).containsExactly("/sitemap.xml", "/own");
    }

    @Test
    void saysHowManyOfAHundredAnswered() {
        // Given
        StubPod pod = pods.answering((asked, out) ->
                out.write(StubPod.response(asked.path().equals("/c") ? 500 : 200, "text/plain", "said")));

        // When
        WarmUp.Result result = run(new Wanted(pages("/a", "/b", "/c"), Optional.empty(), 10), pod);

        // Then
        assertThat(result.percent()).isEqualTo(66);
        assertThat(result.firstFailure().orElseThrow().request()).isEqualTo("GET /c");
    }

    @Test
    void isWarmEnoughWhenThereIsNothingToAsk() {
        assertThat(run(new Wanted(List.of(), Optional.empty(), 10), pods.answering(200))
                        .percent())
                .isEqualTo(100);
    }

    @Test
    void asksNoMoreAtATimeThanIsAllowed() {
        // Given
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        StubPod pod = pods.answering((asked, out) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            StubPod.rest(asked.socket());
            now.decrementAndGet();
            out.write(StubPod.response(200, "text/plain", "said"));
        });
        String[] many = IntStream.range(0, 40).mapToObj(each -> "/" + each).toArray(String[]::new);

        // When
        run(new Wanted(pages(many), Optional.empty(), 100), pod);

        // Then
        assertThat(most).hasValue(PACE.concurrency());
    }

    @Test
    void leavesColdWhatIsNotAskedBeforeTheDeadline() {
        // Given
        StubPod pod =
                pods.answering((asked, out) -> asked.socket().getInputStream().read());
        WarmUp.Pace short300 = new WarmUp.Pace(1, Duration.ofMillis(200), Duration.ofMillis(300));
        WarmUp warmUp = new WarmUp(List.of(pod.pod("shop-0")), pages("/a", "/b", "/c"), Optional.empty(), 10, short300);

        // When
        WarmUp.Result result = PodsUnderTest.await(warmUp.begin(pods.storefront(), pods.cancellation));

        // Then
        assertThat(result.planned()).isEqualTo(3);
        assertThat(result.asked()).isEqualTo(2);
        assertThat(result.percent()).isZero();
    }

    private StubPod serving(Map<String, String> site) {
        return pods.answering((asked, out) -> answer(site, asked, out));
    }

    private static void answer(Map<String, String> site, StubPod.Heard asked, OutputStream out) throws IOException {
        out.write(StubPod.response(200, "application/xml", site.getOrDefault(asked.path(), "a page")));
    }

    private static String urlset(String... paths) {
        return "<urlset>" + locations("url", paths) + "</urlset>";
    }

    private static String index(String... paths) {
        return "<sitemapindex>" + locations("sitemap", paths) + "</sitemapindex>";
    }

    private static String locations(String element, String... paths) {
        return List.of(paths).stream()
                .map(path -> "<" + element + "><loc>https://www.example.com" + path + "</loc></" + element + ">")
                .collect(Collectors.joining());
    }

    private WarmUp.Result run(Wanted wanted, StubPod... stubs) {
        WarmUp warmUp = new WarmUp(
                IntStream.range(0, stubs.length)
                        .mapToObj(each -> stubs[each].pod("shop-" + each))
                        .toList(),
                wanted.paths(),
                wanted.sitemap(),
                wanted.limit(),
                PACE);
        return PodsUnderTest.await(warmUp.begin(pods.storefront(), pods.cancellation));
    }

    private record Wanted(List<Page> paths, Optional<Page> sitemap, int limit) {}
}
