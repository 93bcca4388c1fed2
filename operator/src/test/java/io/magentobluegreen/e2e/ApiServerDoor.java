package io.magentobluegreen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;

/**
 * Lets pods reach the API server of the local cluster, which listens on loopback only: every connection to this port of the
 * bridge is passed through, byte for byte, so that TLS ends at the API server.
 */
final class ApiServerDoor implements AutoCloseable {

    static final String HOST = NodeBridge.HOST;
    private static final int WAITING = 50;

    private final URL server;
    private final ServerSocket door;

    private ApiServerDoor(URL server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, WAITING, InetAddress.getByName(HOST));
    }

    static ApiServerDoor open(URL server) {
        try {
            var door = new ApiServerDoor(server);
            inBackground(door::accept);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException("opening a door to " + server, e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            var from = door.accept();
            var to = new Socket(server.getHost(), server.getPort());
            inBackground(() -> pass(from, to));
            inBackground(() -> pass(to, from));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // Its client opens another one.
                    }
                },
                "api-server-door");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the door", e);
        }
    }
}
