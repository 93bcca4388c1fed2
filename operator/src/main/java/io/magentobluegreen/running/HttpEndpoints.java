package io.magentobluegreen.running;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@code /metrics}, {@code /livez} and {@code /readyz}, by plain HTTP. */
public final class HttpEndpoints implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    /** A scrape that takes its time does not keep a probe waiting. */
    private static final int THREADS = 3;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, HttpEndpoints::daemon);

    private record Answer(int code, String type, String body) {}

    private interface Page {
        Answer of(HttpExchange exchange);
    }

    /**
     * Listens at once.
     *
     * @param metrics from a format to the metrics in it
     * @throws IOException when the port is taken
     */
    public HttpEndpoints(int port, UnaryOperator<String> metrics, Health health) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(threads);
        serve("/metrics", exchange -> metrics(exchange, metrics));
        serve("/livez", exchange -> probe(health::live));
        serve("/readyz", exchange -> probe(health::ready));
        serve("/", exchange -> new Answer(HttpURLConnection.HTTP_NOT_FOUND, TEXT, "/metrics, /livez, /readyz\n"));
        server.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "http");
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static Answer metrics(HttpExchange exchange, UnaryOperator<String> metrics) {
        boolean open = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                .filter(accept -> accept.contains("application/openmetrics-text"))
                .isPresent();
        String type = open ? OPEN_METRICS : METRICS;
        return new Answer(HttpURLConnection.HTTP_OK, type, metrics.apply(type));
    }

    private static Answer probe(Supplier<Health.Verdict> asked) {
        Health.Verdict verdict = asked.get();
        int code = verdict.ok() ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE;
        return new Answer(code, TEXT, verdict.text() + "\n");
    }

    private void serve(String path, Page page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                boolean other =
                        !path.equals("/") && !exchange.getRequestURI().getPath().equals(path);
                Answer answer =
                        other ? new Answer(HttpURLConnection.HTTP_NOT_FOUND, TEXT, "not found\n") : page.of(exchange);
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                exchange.sendResponseHeaders(answer.code(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
