package io.magentobluegreen.simulation.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One pod's web server. Once it drains, every answer says {@code Connection: close}, so that nobody is cut off at its end. */
public final class WebServer implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(WebServer::daemon);
    private volatile boolean draining;
    private boolean started;

    /**
     * An answer.
     *
     * @param headers without those of the transfer
     * @param takes how long the client waits for it
     */
    public record Answer(int status, Map<String, String> headers, String body, Duration takes) {}

    private WebServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
    }

    static WebServer bound() {
        try {
            return new WebServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(PodNetwork.ADDRESS), 0), BACKLOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Begins to answer; by path and query. A second start changes nothing. */
    public synchronized void start(Function<String, Answer> pages) {
        if (!started) {
            started = true;
            server.createContext("/", exchange -> answer(exchange, pages));
            server.start();
        }
    }

    /** Goes on answering, and asks every client to open its next connection anew. */
    public void drain() {
        draining = true;
    }

    private void answer(HttpExchange exchange, Function<String, Answer> pages) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Answer answer = pages.apply(exchange.getRequestURI().toString());
        if (answer.takes().isZero()) {
            send(exchange, answer);
        } else {
            CompletableFuture.delayedExecutor(answer.takes().toMillis(), TimeUnit.MILLISECONDS, threads)
                    .execute(() -> sendLate(exchange, answer));
        }
    }

    private void sendLate(HttpExchange exchange, Answer answer) {
        try {
            send(exchange, answer);
        } catch (IOException hungUp) {
            exchange.close();
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (draining) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "simulated-pod");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
