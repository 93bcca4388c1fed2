package io.magentobluegreen.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.load.RawAnswer;
import io.magentobluegreen.load.RawHttpClient;
import io.magentobluegreen.load.RawRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PHP is told of the customer, and what customers get whatever they ask. */
class NginxAnswersTest {

    private static final String RELEASE = "0123456789";

    @TempDir
    static Path folder;

    private static WebPodOnLoopback pod;

    @BeforeAll
    static void start() throws IOException {
        pod = WebPodOnLoopback.started(folder, RELEASE);
        pod.put("static/a.css", "a { color: red }\n".repeat(200));
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Forwarded-Proto: https                     | HTTPS=on
            X-Forwarded-Proto: https                     | REQUEST_SCHEME=https
            X-Forwarded-Proto: https                     | SERVER_PORT=443
            X-Forwarded-Proto: HTTPS, http               | HTTPS=on
            X-Forwarded-Proto: http                      | REQUEST_SCHEME=http
            X-Forwarded-Proto: http                      | SERVER_PORT=80
            X-Forwarded-For: 203.0.113.9                 | REMOTE_ADDR=203.0.113.9
            X-Forwarded-For: 198.51.100.1, 203.0.113.9   | REMOTE_ADDR=203.0.113.9
            X-Forwarded-For: 203.0.113.9, 10.1.2.3       | REMOTE_ADDR=203.0.113.9
            Cookie: a=b                                  | REMOTE_ADDR=127.0.0.1
            Cookie: a=b                                  | HTTP_HOST=www.example.com
            Cookie: a=b                                  | SERVER_NAME=www.example.com
            Cookie: a=b                                  | REQUEST_URI=/a%20b?c=d
            Cookie: a=b                                  | SCRIPT_NAME=/index.php
            Content-Type: a/b                            | CONTENT_TYPE=a/b
            X-Forwarded-For: 203.0.113.9, 100.64.1.1     | REMOTE_ADDR=203.0.113.9
            X-Forwarded-For: 203.0.113.9, 172.31.1.1     | REMOTE_ADDR=203.0.113.9
            X-Forwarded-For: 203.0.113.9, 192.168.1.1    | REMOTE_ADDR=203.0.113.9
            X-Forwarded-For: 203.0.113.9, fd00::1        | REMOTE_ADDR=203.0.113.9
            """)
    void tellsPhpOfTheCustomer(String header, String told) throws IOException {
        RawAnswer answer =
                pod.ask(RawRequest.get("/a%20b?c=d", "www.example.com").withHeader(header));

        assertThat(answer.text().lines()).contains(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: http", "X-Forwarded-Proto: httpsx", "Cookie: a=https"})
    void tellsPhpOfNoTlsWhereThereWasNone(String header) throws IOException {
        RawAnswer answer = pod.ask(RawRequest.get("/", "www.example.com").withHeader(header));

        assertThat(answer.text()).doesNotContain("HTTPS=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/?status=500", "/?status=503", "/?status=404", "/static/a.css", "/media/customer/a", "/none.php"
            })
    void saysTheReleaseWithEveryAnswer(String path) throws IOException {
        assertThat(pod.get(path).headers().get("X-Magento-Release")).containsExactly(RELEASE);
    }

    @ParameterizedTest
    @CsvSource({"Host: a b, 400", "Content-Length: 999999999, 413", "Content-Length: x, 400", "Expect: y, 200"})
    void saysTheReleaseWhenNginxRefuses(String header, int status) throws IOException {
        RawAnswer answer = pod.ask(new RawRequest("POST", "/", List.of("Host: x", header)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("X-Magento-Release")).containsExactly(RELEASE);
    }

    @Test
    void passesLargeHeadersBothWays() throws IOException {
        RawRequest request =
                RawRequest.get("/?header=100000", "www.example.com").withHeader("Cookie: a=" + "b".repeat(30_000));

        RawAnswer answer = pod.ask(request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Magento-Tags").orElseThrow()).hasSize(100_000);
    }

    @Test
    void compressesTextForThoseWhoTakeIt() throws IOException {
        RawRequest request = RawRequest.get("/static/a.css", "www.example.com");

        RawAnswer plain = pod.ask(request);
        RawAnswer zipped = pod.ask(request.withHeader("Accept-Encoding: gzip"));

        assertThat(zipped.header("Content-Encoding")).contains("gzip");
        assertThat(zipped.header("Vary")).contains("Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @ParameterizedTest
    @CsvSource({
        "a.css, text/css",
        "a.js, application/javascript",
        "a.woff2, font/woff2",
        "a.svg, image/svg+xml",
        "a, application/octet-stream"
    })
    void knowsTypesWithoutFilesOfTheImage(String name, String type) throws IOException {
        pod.put("static/types/" + name, "x");

        assertThat(pod.get("/static/types/" + name).header("Content-Type").orElseThrow())
                .startsWith(type);
    }

    @Test
    void namesCharacterSetButNotItsVersion() throws IOException {
        RawAnswer answer = pod.get("/static/a.css");

        assertThat(answer.header("Content-Type")).contains("text/css; charset=UTF-8");
        assertThat(answer.header("Server")).contains("nginx");
    }

    @Test
    void redirectsWithoutNamingTheContainersPort() throws IOException {
        assertThat(pod.get("/pub/static").header("Location")).contains("/pub/static/");
    }

    @Test
    void listensOnIpv6WhereTheNodeKnowsIt() throws IOException {
        assumeThat(Files.exists(Path.of("/proc/net/if_inet6")))
                .as("skipped: this machine has no IPv6")
                .isTrue();

        RawAnswer answer = RawHttpClient.once(
                new InetSocketAddress("::1", pod.address().getPort()), RawRequest.get("/health", "pod"));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void writesRequestsToStandardOutput() throws IOException {
        try (RawHttpClient connection = RawHttpClient.connect(pod.address())) {
            connection.send(RawRequest.get("/health", "pod"));
            connection.send(RawRequest.get("/seen-in-the-log", "www.example.com"));
        }

        // nginx writes a line after its answer, and those of one connection in their order.
        await().untilAsserted(() -> assertThat(pod.nginx().log()).contains("\"GET /seen-in-the-log HTTP/1.1\" 200 "));
        assertThat(pod.nginx().log()).doesNotContain("\"GET /health HTTP/1.1\" 200 ");
    }

    @Test
    void passesBodiesOn() throws IOException {
        byte[] body = "x".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII);
        RawRequest request = new RawRequest("POST", "/", List.of("Host: x", "Content-Length: " + body.length), body);

        assertThat(pod.ask(request).text().lines()).contains("REQUEST_METHOD=POST", "body=2000000");
    }
}
