package io.magentobluegreen.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * One TCP connection that speaks HTTP/1.1 and hides nothing: no pool, no second try, no look whether the server has
 * closed before a request is sent. Ready-made clients send a request again when a kept connection turns out to be
 * closed, and so count no failure where a client that cannot do that (a POST, a load balancer) has one.
 *
 * <p>Not for several threads. After an {@link IOException} the connection is good for nothing but {@link #close}.
 */
public final class RawHttpClient implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Socket socket;
    private final AnswerReader answers;

    private RawHttpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new AnswerReader(socket.getInputStream());
    }

    /**
     * @param connectTimeout at least 3 s against a cluster: a lost SYN is sent again only after 1 s
     * @param readTimeout the longest wait for any next byte of an answer
     */
    public static RawHttpClient connect(InetSocketAddress target, Duration connectTimeout, Duration readTimeout)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) readTimeout.toMillis());
            socket.connect(target, (int) connectTimeout.toMillis());
            return new RawHttpClient(socket);
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    /** With a minute for the connection, and for any next byte of an answer. */
    public static RawHttpClient connect(InetSocketAddress target) throws IOException {
        return connect(target, LONG, LONG);
    }

    /** Asks once on a connection of its own, which the server is told to close. */
    public static RawAnswer once(InetSocketAddress target, RawRequest request) throws IOException {
        try (RawHttpClient client = connect(target)) {
            return client.send(request.withHeader("Connection: close"));
        }
    }

    public RawAnswer send(RawRequest request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        return answers.read(request.method());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
