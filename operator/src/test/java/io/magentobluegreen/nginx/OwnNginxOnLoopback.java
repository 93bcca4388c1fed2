package io.magentobluegreen.nginx;

import static org.awaitility.Awaitility.await;

import io.magentobluegreen.FreePort;
import io.magentobluegreen.Programs;
import io.magentobluegreen.load.RawAnswer;
import io.magentobluegreen.load.RawHttpClient;
import io.magentobluegreen.load.RawRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The container of an image with its own nginx as processes: the example's program, configuration and pool with real nginx
 * and php-fpm, not as root. Only the folders and ports of a pod are moved.
 */
final class OwnNginxOnLoopback implements AutoCloseable {
    static final Path EXAMPLE = Path.of("..", "examples", "image");

    private final Path folder;
    private final int port = FreePort.next();
    private final int phpPort = FreePort.next();
    private final Daemon container;

    /** @param folder an empty one of the test */
    OwnNginxOnLoopback(Path folder, String release) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String file : List.of("nginx.conf", "ready.php", "serve.sh")) {
            put("etc/" + file, Files.readString(EXAMPLE.resolve("own-nginx").resolve(file)));
        }
        put("etc/pool.conf", Files.readString(EXAMPLE.resolve("php/www.conf")));
        put("bin/php-fpm", "#!/bin/sh\nexec " + phpFpm() + " -n -y " + folder.resolve("etc/pool.conf") + " \"$@\"\n");
        Files.setPosixFilePermissions(folder.resolve("bin/php-fpm"), PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream echo = OwnNginxOnLoopback.class.getResourceAsStream("/nginx/echo.php")) {
            put("html/pub/index.php", new String(echo.readAllBytes(), StandardCharsets.UTF_8));
        }
        Programs.require("nginx");
        // A program that Java starts has SIGQUIT blocked, and bash leaves it so; a container begins without.
        List<String> environment =
                List.of("/usr/bin/env", "--default-signal=QUIT", "MAGENTO_RELEASE=" + release, path());
        container = Daemon.start(
                folder.resolve("log"),
                Stream.concat(environment.stream(), Stream.of("/bin/bash", serve(), "run"))
                        .toList());
        try {
            await().until(this::isReady);
        } catch (ConditionTimeoutException e) {
            container.close(); // the test never gets it, so it cannot
            throw new AssertionError(container.log(), e);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    RawAnswer get(String target) throws IOException {
        return RawHttpClient.once(address(), RawRequest.get(target, "www.example.com"));
    }

    /** What the preStop hook runs. */
    Daemon drain(int seconds) throws IOException {
        return Daemon.start(
                folder.resolve("drain.log"), List.of("/bin/bash", serve(), "drain", Integer.toString(seconds)));
    }

    boolean isDraining() {
        return Files.exists(folder.resolve("run/drain"));
    }

    /** The container's main process. */
    Daemon container() {
        return container;
    }

    void put(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, moved(content));
    }

    @Override
    public void close() {
        container.close();
    }

    private boolean isReady() {
        try {
            return get("/health").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String serve() {
        return folder.resolve("etc/serve.sh").toString();
    }

    private String path() {
        return "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH") + ":/usr/sbin";
    }

    private String moved(String text) {
        return text.replace("/etc/store", folder.resolve("etc").toString())
                .replace("/tmp/nginx", folder.resolve("run").toString())
                .replace("/var/www/html", folder.resolve("html").toString())
                .replace("127.0.0.1:9000", "127.0.0.1:" + phpPort)
                .replace("8080 default_server", port + " default_server");
    }

    private static Path phpFpm() throws IOException {
        try (Stream<Path> programs = Files.list(Path.of("/usr/sbin"))) {
            return programs.filter(path -> path.getFileName().toString().matches("php-fpm\\d.*"))
                    .findFirst()
                    .orElseGet(() -> Programs.require("php-fpm"));
        }
    }
}
