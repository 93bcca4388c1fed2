package io.magentobluegreen.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.FreePort;
import io.magentobluegreen.load.LoadPlan.Mode;
import io.magentobluegreen.load.LoadReport.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final String GOOD = "HTTP/1.1 200 OK\r\nX-Magento-Release: blue\r\nContent-Length: 2\r\n\r\nok";
    private static final String LAST = GOOD.replace("200 OK\r\n", "200 OK\r\nConnection: close\r\n");
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n";

    @Test
    void countsAnswersByRelease() throws IOException {
        LoadReport report = loadOn(Mode.NEW_CONNECTION, GOOD);

        assertThat(report.failures()).isEmpty();
        assertThat(report.answersOf("blue")).isEqualTo(report.sent()).isPositive();
        assertThat(report.connections()).isEqualTo(report.sent());
    }

    @Test
    void countsKeptConnectionThatTheServerDropsAsFailure() throws IOException {
        LoadReport report = loadOn(Mode.KEEP_ALIVE, GOOD, GOOD);

        assertThat(report.failed()).isPositive();
        assertThat(report.failures()).extracting(Failure::requestsBefore).containsOnly(2);
    }

    @Test
    void opensNextConnectionWhereTheServerAnnouncesTheEnd() throws IOException {
        LoadReport report = loadOn(Mode.KEEP_ALIVE, GOOD, LAST);

        assertThat(report.failures()).isEmpty();
        assertThat(report.connections()).isGreaterThan(1).isLessThanOrEqualTo(report.sent() / 2 + 2);
    }

    @Test
    void countsCutBodyAsFailure() throws IOException {
        LoadReport report = loadOn(Mode.NEW_CONNECTION, GOOD.replace("Length: 2", "Length: 3"));

        assertThat(report.failed()).isEqualTo(report.sent()).isPositive();
    }

    @Test
    void countsCutChunksAsFailure() throws IOException {
        LoadReport report = loadOn(Mode.NEW_CONNECTION, CHUNKED);

        assertThat(report.failed()).isEqualTo(report.sent()).isPositive();
    }

    @Test
    void countsErrorStatusAsFailure() throws IOException {
        LoadReport report = loadOn(Mode.KEEP_ALIVE, LAST.replace("200 OK", "502 Bad Gateway"));

        assertThat(report.failures()).extracting(Failure::reason).containsOnly("status 502");
    }

    @Test
    void countsRefusedConnectionAsFailure() {
        LoadReport report = runUntilSent(LoadPlan.of(nobody(), Mode.NEW_CONNECTION, "localhost", "/"), 20);

        assertThat(report.failed()).isEqualTo(report.sent()).isPositive();
    }

    @Test
    void keepsTheBeginningAndTheEndOfAnOutageWithManyFailures() {
        LoadReport report = runUntilSent(LoadPlan.of(nobody(), Mode.NEW_CONNECTION, "localhost", "/"), 200);

        assertThat(report.failures()).hasSize(60);
        assertThat(report.outage()).hasValueSatisfying(outage -> {
            assertThat(report.failures()).extracting(Failure::begunAt).contains(outage.began(), outage.lastBegunAt());
            // Two threads write down what failed: the last one written may have failed a moment before the other.
            assertThat(report.failures().subList(58, 60))
                    .extracting(Failure::failedAt)
                    .contains(outage.ended());
        });
    }

    @Test
    void endsByItsLimit() throws IOException {
        try (ScriptedServer server = new ScriptedServer(List.of(GOOD));
                Load load = Load.start(LoadPlan.of(server.address(), Mode.NEW_CONNECTION, "localhost", "/")
                        .withPause(Duration.ofMillis(5))
                        .withLimit(Duration.ofMillis(50)))) {
            await().until(() -> load.report().hitLimit());
        }
    }

    private static InetSocketAddress nobody() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
    }

    private static LoadReport loadOn(Mode mode, String... script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(List.of(script))) {
            return runUntilSent(LoadPlan.of(server.address(), mode, "localhost", "/"), 20);
        }
    }

    private static LoadReport runUntilSent(LoadPlan plan, int requests) {
        try (Load load = Load.start(plan.withThreads(2).withPause(Duration.ofMillis(1)))) {
            await().until(() -> load.report().sent() >= requests);
            return load.stop();
        }
    }
}
