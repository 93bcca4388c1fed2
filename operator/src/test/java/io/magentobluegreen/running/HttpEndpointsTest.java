package io.magentobluegreen.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What kubelet and Prometheus are answered. */
class HttpEndpointsTest {
    private final List<String> down = new ArrayList<>();
    private final Health health = new Health(() -> down);
    private HttpEndpoints endpoints;

    @BeforeEach
    void begin() throws IOException {
        endpoints = new HttpEndpoints(0, format -> "as " + format, health);
    }

    @AfterEach
    void end() {
        endpoints.close();
    }

    @Test
    void isAliveAndNotReadyWhileItStarts() throws Exception {
        assertThat(get("/livez")).isEqualTo("200 ok\n");
        assertThat(get("/readyz")).isEqualTo("503 starting\n");
    }

    @Test
    void isAliveAndReadyOnceItHasStarted() throws Exception {
        health.started();

        assertThat(get("/livez")).isEqualTo("200 ok\n");
        assertThat(get("/readyz")).isEqualTo("200 ok\n");
    }

    @Test
    void namesTheWatchesThatAreDown() throws Exception {
        health.started();
        down.addAll(List.of("Job", "Service"));

        assertThat(get("/livez")).isEqualTo("503 these watches are down: Job, Service\n");
        assertThat(get("/readyz")).isEqualTo("503 these watches are down: Job, Service\n");
    }

    @Test
    void isAliveAndNotReadyWhileItStops() throws Exception {
        health.started();
        health.stopping();
        down.add("Job");

        assertThat(get("/livez")).isEqualTo("200 ok\n");
        assertThat(get("/readyz")).isEqualTo("503 stopping\n");
    }

    @Test
    void servesMetricsInTheFormatThatIsAskedFor() throws Exception {
        assertThat(get("/metrics")).startsWith("200 as text/plain; version=0.0.4");
        assertThat(get("/metrics", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"))
                .startsWith("200 as application/openmetrics-text");
    }

    @Test
    void knowsNothingElse() throws Exception {
        assertThat(get("/metrics/more")).startsWith("404");
        assertThat(get("/")).startsWith("404");
    }

    private String get(String path) throws Exception {
        return get(path, "*/*");
    }

    private String get(String path, String accept) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoints.port() + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept", accept).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
