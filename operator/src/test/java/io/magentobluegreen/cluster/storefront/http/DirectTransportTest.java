package io.magentobluegreen.cluster.storefront.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DirectTransportTest {
    private static final Page HOME = Page.get("www.example.com", "/");

    private final DirectTransport transport = new DirectTransport(100_000);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void sendsTheHostOfThePageToTheAddressOfThePod() throws Exception {
        // Given
        try (StubPod pod = StubPod.answering(200, "text/plain", "hello")) {
            // When
            Reply reply = ask(pod, Page.get("www.example.com", "/a/b?c=d%20e"));

            // Then
            assertThat(reply.text()).isEqualTo("hello");
            StubPod.Heard heard = pod.heard().get(0);
            assertThat(heard.line()).isEqualTo("GET /a/b?c=d%20e HTTP/1.1");
            assertThat(heard.headers())
                    .contains("Host: www.example.com", "X-Forwarded-Proto: https", "Connection: close");
        }
    }

    @Test
    void sendsHeadersAndBodyOfThePage() throws Exception {
        // Given
        Page page = new Page("POST", "www.example.com", "/graphql", Map.of("Store", "german"), "{}", Expected.SUCCESS);
        try (StubPod pod = StubPod.answering(200, "text/plain", "")) {
            // When
            ask(pod, page);

            // Then
            StubPod.Heard heard = pod.heard().get(0);
            assertThat(heard.line()).isEqualTo("POST /graphql HTTP/1.1");
            assertThat(heard.headers()).contains("Store: german", "Content-Length: 2");
            assertThat(heard.body()).isEqualTo("{}");
        }
    }

    @Test
    void staysOnThePodWhenAPathLooksLikeAnotherHost() throws Exception {
        // Given
        try (StubPod pod = StubPod.answering(200, "text/plain", "here")) {
            // When
            Reply reply = ask(pod, Page.get("www.example.com", "//elsewhere.example/x"));

            // Then
            assertThat(reply.text()).isEqualTo("here");
            assertThat(pod.paths()).containsExactly("//elsewhere.example/x");
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        // Given
        String redirect = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n";
        try (StubPod pod = saying(redirect)) {
            // When
            Reply reply = ask(pod, HOME);

            // Then
            assertThat(reply.status()).isEqualTo(302);
            assertThat(reply.header("Location")).contains("/again");
            assertThat(pod.paths()).containsExactly("/");
        }
    }

    @Test
    void asksNotTwiceWhenItIsInvitedTo() throws Exception {
        // Given
        try (StubPod pod = saying("HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
            // When
            Reply reply = ask(pod, HOME);

            // Then
            assertThat(reply.status()).isEqualTo(503);
            assertThat(pod.paths()).hasSize(1);
        }
    }

    @Test
    void opensAConnectionForEachRequestAndKeepsNone() throws Exception {
        // Given
        try (StubPod pod = StubPod.answering(200, "text/plain", "")) {
            // When
            ask(pod, HOME);
            ask(pod, HOME);

            // Then
            assertThat(pod.heard().get(0).socket())
                    .isNotSameAs(pod.heard().get(1).socket());
            Awaitility.await().until(() -> pod.openConnections() == 0);
        }
    }

    @Test
    void readsNoMoreOfABodyThanTheLimit() throws Exception {
        // Given
        try (StubPod pod = new StubPod(DirectTransportTest::withoutEnd)) {
            // When
            Reply reply = ask(pod, HOME);

            // Then
            assertThat(reply.isCut()).isTrue();
            assertThat(reply.text()).hasSize(100_000);
        }
    }

    @Test
    void countsTheUnpackedBytesOfAPackedBody() throws Exception {
        // Given
        byte[] bomb = packed(new byte[10_000_000]);
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n";
        try (StubPod pod = new StubPod((asked, out) -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(bomb);
        })) {
            // When
            Reply reply = ask(pod, HOME);

            // Then
            assertThat(reply.isCut()).isTrue();
        }
    }

    @Test
    void unpacksWhatThePageItselfAskedFor() throws Exception {
        // Given
        byte[] body = packed("hello".getBytes(StandardCharsets.UTF_8));
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (StubPod pod = new StubPod((asked, out) -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        })) {
            // When
            Reply reply = ask(pod, HOME.withHeaders(Map.of("Accept-Encoding", "gzip, br")));

            // Then
            assertThat(reply.text()).isEqualTo("hello");
            assertThat(pod.heard().get(0).headers()).contains("Accept-Encoding: gzip, br");
        }
    }

    @Test
    void readsNoMoreOfWhatAPageAskedForPackedThanTheLimit() throws Exception {
        // Given
        byte[] bomb = packed(new byte[10_000_000]);
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n";
        try (StubPod pod = new StubPod((asked, out) -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(bomb);
        })) {
            // When
            Reply reply = ask(pod, HOME.withHeaders(Map.of("Accept-Encoding", "gzip")));

            // Then
            assertThat(reply.isCut()).isTrue();
            assertThat(reply.text()).hasSize(100_000);
        }
    }

    @Test
    void letsAWatchPassAQueueOfWarmUps() throws Exception {
        // Given
        try (StubPod pod = new StubPod((asked, out) -> {
            if (asked.path().equals("/slow")) {
                slowDrip(asked, out);
            }
            out.write(StubPod.response(200, "text/plain", "well"));
        })) {
            Page slow = Page.get("www.example.com", "/slow");
            for (int request = 0; request < 300; request++) {
                transport.ask(pod.pod("shop-1"), new Transport.Inquiry(slow, false, Transport.Lane.WARM_UP, () -> {}));
            }
            Awaitility.await().until(() -> pod.openConnections() >= 60);

            // When
            CompletableFuture<Reply> watch =
                    transport.ask(pod.pod("shop-1"), new Transport.Inquiry(HOME, true, Transport.Lane.WATCH, () -> {}));

            // Then
            assertThat(watch.get(10, TimeUnit.SECONDS).text()).isEqualTo("well");
        }
    }

    @Test
    void readsButKeepsNoBodyThatNobodyLooksInto() throws Exception {
        // Given
        try (StubPod pod = StubPod.answering(200, "text/plain", "hello")) {
            // When
            Reply reply = transport.ask(pod.pod("shop-1"), asking(HOME, false)).get(5, TimeUnit.SECONDS);

            // Then
            assertThat(reply.text()).isEmpty();
            assertThat(reply.isCut()).isFalse();
        }
    }

    @Test
    void failsWhenTheBodyBreaksOff() throws Exception {
        try (StubPod pod = saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")) {
            assertThatThrownBy(() -> ask(pod, HOME)).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void failsWhenTheConnectionIsReset() throws Exception {
        try (StubPod pod = new StubPod((asked, out) -> asked.socket().setSoLinger(true, 0))) {
            assertThatThrownBy(() -> ask(pod, HOME)).hasCauseInstanceOf(SocketException.class);
        }
    }

    @Test
    void failsWhenHeadersHaveNoEnd() throws Exception {
        try (StubPod pod = new StubPod(DirectTransportTest::headersWithoutEnd)) {
            assertThatThrownBy(() -> ask(pod, HOME)).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void failsWhenWhatComesIsNotHttp() throws Exception {
        try (StubPod pod = saying("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThatThrownBy(() -> ask(pod, HOME)).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void waitsForTheAnswerAfterAContinue() throws Exception {
        // Given
        String answer = new String(StubPod.response(200, "text/plain", "done"), StandardCharsets.UTF_8);
        try (StubPod pod = saying("HTTP/1.1 100 Continue\r\n\r\n" + answer)) {
            // When
            Reply reply = ask(pod, HOME);

            // Then
            assertThat(reply.text()).isEqualTo("done");
        }
    }

    @Test
    void isNotHeldByContinuesWithoutEnd() throws Exception {
        try (StubPod pod = saying("HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000))) {
            assertThatThrownBy(() -> ask(pod, HOME)).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void closesTheConnectionWhenTheFutureIsCancelled() throws Exception {
        // Given
        try (StubPod pod = new StubPod(DirectTransportTest::slowDrip)) {
            CompletableFuture<Reply> reply = transport.ask(pod.pod("shop-1"), asking(HOME, true));
            Awaitility.await().until(() -> pod.openConnections() == 1);

            // When
            reply.cancel(false);

            // Then
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pod.openConnections() == 0);
        }
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        // Given
        StubPod pod = StubPod.answering(200, "text/plain", "");
        pod.close();

        // Then
        assertThatThrownBy(() -> ask(pod, HOME)).isInstanceOf(ExecutionException.class);
    }

    private static StubPod saying(String words) {
        return new StubPod((asked, out) -> out.write(words.getBytes(StandardCharsets.UTF_8)));
    }

    private static void withoutEnd(StubPod.Heard asked, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write(new byte[1_000]);
        }
    }

    private static void headersWithoutEnd(StubPod.Heard asked, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write("X-More: and more\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** A byte whenever the client has taken the last one: never silent, never done. */
    private static void slowDrip(StubPod.Heard asked, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write('.');
            out.flush();
            StubPod.rest(asked.socket());
        }
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private Reply ask(StubPod pod, Page page) throws Exception {
        return transport.ask(pod.pod("shop-1"), asking(page, true)).get(10, TimeUnit.SECONDS);
    }

    private static Transport.Inquiry asking(Page page, boolean keepBody) {
        return new Transport.Inquiry(page, keepBody, Transport.Lane.VERIFY, () -> {});
    }
}
