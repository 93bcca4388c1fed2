package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** One request at a time through the live Service's NodePort, each on a new connection. Load is another matter: it uses raw sockets. */
record Shopper(int nodePort) {

    static Shopper of(Stage stage) {
        return new Shopper(stage.nodePort());
    }

    /** Through the node port that this Service has, also while it is gone. */
    static Shopper at(Service service) {
        return new Shopper(service.getSpec().getPorts().get(0).getNodePort());
    }

    /** The status of a page, whatever it is. */
    int status(String path) {
        return answer(path, HttpURLConnection::getResponseCode);
    }

    /** Whether anything answers this page. */
    boolean isAnswered(String path) {
        try {
            return status(path) > 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Which release of the store answered this page. */
    int release(String path) {
        return answer(path, connection -> Integer.parseInt(connection.getHeaderField("X-Store-Release")));
    }

    /** Which release answered this page, as text; empty while nobody does. */
    String tries(String path) {
        try {
            return Integer.toString(release(path));
        } catch (UncheckedIOException | NumberFormatException e) {
            return "";
        }
    }

    private <T> T answer(String path, Reading<T> reading) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + nodePort + path).toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            connection.setConnectTimeout(3_000);
            connection.setReadTimeout(10_000);
            return reading.of(connection);
        } catch (IOException e) {
            throw new UncheckedIOException("asking for " + path, e);
        }
    }

    private interface Reading<T> {
        T of(HttpURLConnection connection) throws IOException;
    }
}
