package io.magentobluegreen;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB of this test run's own, on a free port of 127.0.0.1 with its data in a temporary folder. {@code root} has
 * no password; {@link #createDatabase} makes one for a test with a user of its own. A test that asks for it is skipped
 * with a message where MariaDB is absent.
 */
public final class RealMariaDb implements AutoCloseable {

    private static RealMariaDb shared;

    private final Path folder;
    private final int port;
    private final Process server;

    private RealMariaDb(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** The one for all tests of this JVM, which stops it. */
    public static synchronized RealMariaDb shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-mariadb"));
        }
        return shared;
    }

    /** One that the caller stops, for tests that end or freeze it. */
    public static RealMariaDb start() {
        Path program = Programs.require("mariadbd");
        Path install = Programs.require("mariadb-install-db");
        Programs.require("mariadb");
        try {
            Path folder = Files.createTempDirectory("mariadb");
            run(List.of(
                    install.toString(),
                    "--no-defaults",
                    "--datadir=" + folder.resolve("data"),
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--user=" + System.getProperty("user.name")));
            RealMariaDb database = serve(folder, program);
            database.awaitAnswer();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("starting a MariaDB for tests", e);
        }
    }

    private static RealMariaDb serve(Path folder, Path program) throws IOException {
        int port = FreePort.next();
        Process server = new ProcessBuilder(
                        program.toString(),
                        "--no-defaults",
                        "--datadir=" + folder.resolve("data"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + folder.resolve("sock"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--user=" + System.getProperty("user.name"),
                        "--skip-name-resolve",
                        "--innodb-buffer-pool-size=16M",
                        "--innodb-flush-log-at-trx-commit=0",
                        "--performance-schema=OFF")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new RealMariaDb(folder, port, server);
    }

    public int port() {
        return port;
    }

    public Path socket() {
        return folder.resolve("sock");
    }

    /** Its process, for tests that freeze it. */
    public long pid() {
        return server.pid();
    }

    /** An empty database and a user of the same name who may do everything in it. */
    public void createDatabase(String name, String password) {
        sql("CREATE OR REPLACE DATABASE `" + name + "`; CREATE OR REPLACE USER '" + name + "'@'%' IDENTIFIED BY '"
                + password + "'; GRANT ALL ON `" + name + "`.* TO '" + name + "'@'%'");
    }

    /** What root is told: rows as lines, values separated by tabs, without a header. */
    public String sql(String statements) {
        return run(List.of(
                Programs.require("mariadb").toString(),
                "--no-defaults",
                "--user=root",
                "--socket=" + socket(),
                "--skip-column-names",
                "--batch",
                "--execute=" + statements));
    }

    @Override
    public void close() {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            deleteFolder();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + folder, e);
        }
    }

    private void awaitAnswer() {
        await("mariadbd on port " + port)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    private boolean answers() {
        if (!server.isAlive()) {
            throw new IllegalStateException("mariadbd ended, see " + folder.resolve("log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.get(0) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command.get(0), e);
        }
    }
}
