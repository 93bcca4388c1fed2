package io.magentobluegreen.benchmark.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.magentobluegreen.benchmark.measure.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers every page for every pod at once, except for sets that are made sick. Safe from every thread. */
public final class PlayedStorefront implements AutoCloseable {
    private static final byte[] PAGE =
            "<html><head><title>shop</title></head><body>shop</body></html>".getBytes(StandardCharsets.UTF_8);
    private static final int BACKLOG = 1024;
    private static final int OK = 200;
    private static final int BROKEN = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final Set<String> sick = ConcurrentHashMap.newKeySet();
    private final Queue<Fact> answers = new ConcurrentLinkedQueue<>();
    private volatile String noted = "";

    public PlayedStorefront() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on pods of this set fail, until {@link #heal}. */
    public void sicken(String namespace, String set) {
        sick.add(namespace + "/" + set + "-");
    }

    public void heal() {
        sick.clear();
    }

    /** From now on answers for this namespace are kept. */
    public void note(String namespace) {
        answers.clear();
        noted = namespace + "/";
    }

    /** The answers that were kept. */
    public Iterable<Fact> answers() {
        return answers;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String pod = String.valueOf(exchange.getRequestHeaders().getFirst("X-Played-Pod"));
            boolean broken = sick.stream().anyMatch(pod::startsWith);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(broken ? BROKEN : OK, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            if (pod.startsWith(noted)) {
                answers.add(new Fact(Now.micros(), broken ? "a page has failed" : "pages have answered"));
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
