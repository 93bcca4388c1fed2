package io.magentobluegreen.kill.door;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.SocketFactory;

/**
 * A port of loopback that leads one operator to the API server, by plain HTTP/1.1 and as whoever the door was opened for. Every connection
 * has one of its own behind the door; writes go through the {@link Trap}, all else as it comes, watches by WebSocket as well.
 */
public final class ApiDoor implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final URI server;
    private final SocketFactory sockets;
    private final Trap trap;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool(ApiDoor::daemon);

    private ApiDoor(Config config, Trap trap) throws IOException, GeneralSecurityException {
        this.server = URI.create(config.getMasterUrl());
        this.sockets = SSLUtils.sslContext(config).getSocketFactory();
        this.trap = trap;
        this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /** @param config of whoever is let in */
    public static ApiDoor open(Config config, Trap trap) {
        try {
            ApiDoor opened = new ApiDoor(config, trap);
            opened.threads.execute(opened::accept);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("opening a door to " + config.getMasterUrl(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the credentials for " + config.getMasterUrl() + " are of no use", e);
        }
    }

    public String url() {
        return "http://" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket operator = door.accept();
                threads.execute(() -> serve(operator));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void serve(Socket operator) {
        try (operator;
                Socket api = sockets.createSocket(server.getHost(), server.getPort())) {
            operator.setTcpNoDelay(true);
            api.setTcpNoDelay(true);
            Visit visit = new Visit(operator, api);
            while (visit.passesNext()) {
                // The next request on the same connection.
            }
        } catch (IOException hungUp) {
            // One of the two has closed: so is the other now.
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "api-door");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection. */
    private final class Visit {
        private final InputStream fromOperator;
        private final OutputStream toOperator;
        private final InputStream fromServer;
        private final OutputStream toServer;

        Visit(Socket operator, Socket api) throws IOException {
            fromOperator = new BufferedInputStream(operator.getInputStream());
            toOperator = operator.getOutputStream();
            fromServer = new BufferedInputStream(api.getInputStream());
            toServer = api.getOutputStream();
        }

        /** False at the end of the connection. */
        boolean passesNext() throws IOException {
            Optional<Head> request = Head.read(fromOperator);
            if (request.isEmpty()) {
                return false;
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            Body.pass(request.get(), fromOperator, body);
            Optional<ApiWrite> write = ApiWrite.of(request.get(), body.toByteArray());
            return write.isPresent()
                    ? passes(write.get(), request.get(), body.toByteArray())
                    : passes(request.get(), body.toByteArray());
        }

        private boolean passes(ApiWrite write, Head request, byte[] body) throws IOException {
            Optional<byte[]> answer = trap.pass(write, () -> {
                ask(request, body);
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                answer(request, whole);
                return whole.toByteArray();
            });
            if (answer.isPresent()) {
                toOperator.write(answer.get());
            }
            return answer.isPresent();
        }

        private boolean passes(Head request, byte[] body) throws IOException {
            ask(request, body);
            if (answer(request, toOperator).switchesProtocol()) {
                threads.execute(this::passMessages);
                fromServer.transferTo(toOperator);
                return false;
            }
            return true;
        }

        private void ask(Head request, byte[] body) throws IOException {
            toServer.write(request.bytes());
            toServer.write(body);
            toServer.flush();
        }

        private Head answer(Head request, OutputStream to) throws IOException {
            Head answer = Head.read(fromServer).orElseThrow(() -> new IOException("the API server has hung up"));
            to.write(answer.bytes());
            if (answer.announcesBody(request.method()) && !answer.switchesProtocol()) {
                Body.pass(answer, fromServer, to);
            }
            return answer;
        }

        private void passMessages() {
            try {
                fromOperator.transferTo(toServer);
            } catch (IOException hungUp) {
                // The other direction ends with it.
            }
        }
    }
}
