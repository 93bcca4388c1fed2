package io.magentobluegreen.e2e;

import static org.awaitility.Awaitility.await;

import io.magentobluegreen.FreePort;
import io.magentobluegreen.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real database server that pods reach, one for all tests of this process, which ends with it. It listens on the node's bridge,
 * on a free port, and keeps its data in a temporary folder.
 */
public final class MariaDb {

    private static MariaDb shared;

    private final Path folder;
    private final int port;

    private MariaDb(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** The running server; the first call starts it. */
    public static synchronized MariaDb shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static MariaDb start() {
        var mariadbd = Programs.require("mariadbd");
        Programs.require("mariadb");
        try {
            var server = new MariaDb(
                    Files.createTempDirectory("store-mariadb"), FreePort.next(InetAddress.getByName(NodeBridge.HOST)));
            server.run(
                    Programs.require("mariadb-install-db").toString(),
                    "--no-defaults",
                    "--user=root",
                    "--skip-test-db",
                    "--auth-root-authentication-method=normal",
                    "--datadir=" + server.folder);
            server.launch(mariadbd);
            await("MariaDB")
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> "1".equals(server.value("SELECT 1")));
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("starting MariaDB", e);
        }
    }

    private void launch(Path mariadbd) throws IOException {
        var process = new ProcessBuilder(
                        mariadbd.toString(),
                        "--no-defaults",
                        "--user=root",
                        "--datadir=" + folder,
                        "--socket=" + socket(),
                        "--bind-address=" + NodeBridge.HOST,
                        "--port=" + port,
                        "--skip-name-resolve",
                        "--skip-log-bin",
                        "--innodb-flush-log-at-trx-commit=0",
                        "--innodb-buffer-pool-size=64M",
                        "--max-connections=500")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mariadbd.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    }

    private void stop(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code host:port} as a pod reaches it. */
    public String address() {
        return NodeBridge.HOST + ":" + port;
    }

    /** The rows that this SQL answers as root, columns separated by tabs; empty for a statement. */
    public List<String> query(String sql) {
        return run(
                        "mariadb",
                        "--no-defaults",
                        "--user=root",
                        "--socket=" + socket(),
                        "--batch",
                        "--skip-column-names",
                        "-e",
                        sql)
                .lines()
                .toList();
    }

    private String value(String sql) {
        return query(sql).get(0);
    }

    private String socket() {
        return folder.resolve("mariadbd.sock").toString();
    }

    private String run(String... command) {
        return Shell.run(List.of(command));
    }
}
