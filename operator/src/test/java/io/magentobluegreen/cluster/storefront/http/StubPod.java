package io.magentobluegreen.cluster.storefront.http;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pod on loopback that says over a bare socket whatever the test wants, and remembers what was asked. */
public final class StubPod implements AutoCloseable {
    private final ServerSocket server;
    private final Answerer answerer;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public StubPod(Answerer answerer) {
        this.answerer = answerer;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
    }

    /** Answers every path with this status, type and body. */
    public static StubPod answering(int status, String type, String body) {
        return new StubPod((asked, out) -> out.write(response(status, type, body)));
    }

    public static byte[] response(int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    public Pod pod(String name) {
        return new Pod("shops", name, "127.0.0.1", server.getLocalPort());
    }

    public LiveService service(String name) {
        return new LiveService("shops", name, "127.0.0.1", server.getLocalPort());
    }

    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** The paths asked so far, in order. */
    public List<String> paths() {
        return heard.stream().map(Heard::path).toList();
    }

    public int openConnections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Heard asked = hear(socket);
            heard.add(asked);
            answerer.answer(asked, socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException hungUp) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    private static Heard hear(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String line = in.readLine();
        List<String> headers = new CopyOnWriteArrayList<>();
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            headers.add(header);
        }
        char[] body = new char[length(headers)];
        int read = body.length == 0 ? 0 : in.read(body);
        return new Heard(String.valueOf(line), headers, new String(body, 0, Math.max(0, read)), socket);
    }

    /** Waits a moment for what the client never sends; fails when it has hung up. */
    public static void rest(Socket socket) throws IOException {
        try {
            socket.setSoTimeout(20);
            if (socket.getInputStream().read() < 0) {
                throw new EOFException("hung up");
            }
        } catch (SocketTimeoutException still) {
            socket.setSoTimeout(0);
        }
    }

    private static int length(List<String> headers) {
        return headers.stream()
                .filter(header -> header.startsWith("Content-Length: "))
                .mapToInt(header -> Integer.parseInt(header.substring(16)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** One request as it arrived. */
    public record Heard(String line, List<String> headers, String body, Socket socket) {
        public String path() {
            return line.split(" ")[1];
        }
    }

    /** What is written for a request; the connection is closed after it. */
    @FunctionalInterface
    public interface Answerer {
        void answer(Heard asked, OutputStream out) throws IOException;
    }
}
