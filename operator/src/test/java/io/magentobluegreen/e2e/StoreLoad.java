package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.load.Load;
import io.magentobluegreen.load.LoadPlan;
import io.magentobluegreen.load.LoadPlan.Mode;
import io.magentobluegreen.load.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Customers on the live Service's NodePort for as long as a test lasts: some with a new connection for every request, some that keep
 * theirs. They come once the node leads to a pod: it learns of a ready one up to a second late, and refuses until then. Nothing is
 * tried again after that.
 */
final class StoreLoad implements AutoCloseable {

    private static final String[] PAGES = {"/", "/catalog/1", "/static/version0/frontend/store.css", "/"};

    private final Load strangers;
    private final Load regulars;

    private StoreLoad(LoadPlan strangers, LoadPlan regulars) {
        this.strangers = Load.start(strangers);
        this.regulars = Load.start(regulars);
    }

    /** A light load: some 60 requests per second in all. */
    static StoreLoad on(Stage stage) {
        return every(stage, Duration.ofMillis(60));
    }

    /** A load whose four clients pause so long between two requests. */
    static StoreLoad every(Stage stage, Duration pause) {
        var first = Shopper.of(stage);
        stage.awaits("a first answer", Duration.ofSeconds(10), () -> first.isAnswered("/"), answered -> answered);
        return new StoreLoad(plan(stage, Mode.NEW_CONNECTION, pause), plan(stage, Mode.KEEP_ALIVE, pause));
    }

    private static LoadPlan plan(Stage stage, Mode mode, Duration pause) {
        return LoadPlan.of(new InetSocketAddress("127.0.0.1", stage.nodePort()), mode, "www.shop.test", PAGES)
                .withThreads(2)
                .withPause(pause)
                .withLimit(Duration.ofMinutes(20));
    }

    /** Requests with an end until now. */
    long sent() {
        return strangers.report().sent() + regulars.report().sent();
    }

    LoadReport strangers() {
        return strangers.report();
    }

    LoadReport regulars() {
        return regulars.report();
    }

    /** Ends the load; not one request may have failed. */
    void losesNothing() {
        stop();
        assertThat(strangers().failures())
                .as("new connections: " + strangers().summary())
                .isEmpty();
        assertThat(regulars().failures())
                .as("keep-alive: " + regulars().summary())
                .isEmpty();
        assertThat(strangers().sent()).as("new connections").isPositive();
        assertThat(regulars().sent()).as("keep-alive").isPositive();
    }

    /** Lets so many more requests end, and then ends it. */
    void goesOnFor(int requests) {
        long enough = sent() + requests;
        await(requests + " more requests").atMost(Duration.ofMinutes(1)).until(() -> sent() >= enough);
        stop();
    }

    /** Ends the load; no request may have failed before this. */
    void losesNothingBefore(Instant end) {
        stop();
        assertThat(Stream.of(strangers(), regulars()).flatMap(report -> report.failures().stream()))
                .as("failures, none before " + end)
                .noneMatch(failure -> failure.failedAt().isBefore(end));
    }

    /** Every request was answered by this release's set. */
    void sawOnly(String release) {
        var revision = StoreSet.revisionOf(release);
        assertThat(strangers().releases()).as("new connections").containsOnlyKeys(revision);
        assertThat(regulars().releases()).as("keep-alive").containsOnlyKeys(revision);
    }

    /** Ends it after the requests under way; may be called again. */
    void stop() {
        strangers.stop();
        regulars.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
