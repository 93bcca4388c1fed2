package io.magentobluegreen.nginx;

import static org.awaitility.Awaitility.await;

import io.magentobluegreen.FreePort;
import io.magentobluegreen.Programs;
import io.magentobluegreen.load.RawAnswer;
import io.magentobluegreen.load.RawHttpClient;
import io.magentobluegreen.load.RawRequest;
import io.magentobluegreen.manifest.nginx.NginxConfiguration;
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

/**
 * The two containers of a web pod as processes: real nginx with the files that are shipped, and real php-fpm, both
 * without root. Only what a pod has for itself is moved: the folders, php-fpm's port, and the shell that is asked for.
 */
final class WebPodOnLoopback implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of(
            "index.php",
            "get.php",
            "static.php",
            "health_check.php",
            "errors/404.php",
            "errors/503.php",
            "unknown.php");

    private final Path folder;
    private final NginxConfiguration configuration;
    private final int phpPort = FreePort.next();
    private Daemon php;
    private Daemon nginx;

    /** A pod that is ready; {@code folder} is empty and belongs to the test. */
    static WebPodOnLoopback started(Path folder, String revision) throws IOException {
        return started(folder, revision, "/health");
    }

    static WebPodOnLoopback started(Path folder, String revision, String readinessPath) throws IOException {
        WebPodOnLoopback pod = new WebPodOnLoopback(folder, revision, readinessPath);
        try {
            pod.startPhp();
            pod.startNginx();
            return pod;
        } catch (IOException | RuntimeException | Error failure) {
            pod.close(); // the test never gets it, so it cannot
            throw failure;
        }
    }

    private WebPodOnLoopback(Path folder, String revision, String readinessPath) throws IOException {
        this.folder = folder;
        this.configuration = new NginxConfiguration(
                FreePort.next(), revision, folder.resolve("store").toString(), readinessPath);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String program : PROGRAMS) {
            put(program, echo());
        }
        Files.createDirectories(release());
        for (var file : configuration.files().entrySet()) {
            Files.writeString(release().resolve(file.getKey()), moved(file.getValue()));
        }
    }

    /** Puts a file under the store's pub/ folder. */
    void put(String name, String content) throws IOException {
        Path file = folder.resolve("store/pub").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    void startPhp() throws IOException {
        String pool = """
                [global]
                error_log = %s/php-fpm.log
                [www]
                listen = 127.0.0.1:%d
                pm = static
                pm.max_children = 4
                """.formatted(folder, phpPort);
        Path file = Files.writeString(folder.resolve("php-fpm.conf"), pool);
        php = Daemon.start(folder.resolve("php.log"), List.of(phpFpm().toString(), "-n", "-F", "-y", file.toString()));
    }

    void startNginx() throws IOException {
        startNginx("rw-rw-rw-");
    }

    void startNginx(String permissionsOfOutput) throws IOException {
        Programs.require("nginx");
        nginx = Daemon.start(folder.resolve("nginx.log"), permissionsOfOutput, here(configuration.command()));
        awaitReady();
    }

    void awaitReady() {
        await().until(this::isReady);
    }

    /** A command of the pod's containers, to be run on this machine. */
    List<String> here(List<String> command) {
        return command.stream().map(this::moved).toList();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), configuration.port());
    }

    /** Where the file of this name in {@link NginxConfiguration#RUN_FOLDER} is. */
    Path run(String name) {
        return folder.resolve("run").resolve(name);
    }

    Path store() {
        return folder.resolve("store");
    }

    Daemon php() {
        return php;
    }

    Daemon nginx() {
        return nginx;
    }

    RawAnswer get(String target) throws IOException {
        return ask(RawRequest.get(target, "www.example.com"));
    }

    RawAnswer ask(RawRequest request) throws IOException {
        return RawHttpClient.once(address(), request);
    }

    @Override
    public void close() {
        Stream.of(nginx, php).filter(daemon -> daemon != null).forEach(Daemon::close);
    }

    private boolean isReady() {
        try {
            return ask(RawRequest.get(configuration.readinessPath(), "pod")).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path release() {
        return folder.resolve("release");
    }

    private String moved(String text) {
        return text.replace(NginxConfiguration.FOLDER, release().toString())
                .replace(NginxConfiguration.RUN_FOLDER, folder.resolve("run").toString())
                .replace("127.0.0.1:9000", "127.0.0.1:" + phpPort);
    }

    private static Path phpFpm() throws IOException {
        try (Stream<Path> programs = Files.list(Path.of("/usr/sbin"))) {
            return programs.filter(path -> path.getFileName().toString().matches("php-fpm\\d.*"))
                    .findFirst()
                    .orElseGet(() -> Programs.require("php-fpm"));
        }
    }

    private static String echo() throws IOException {
        try (InputStream in = WebPodOnLoopback.class.getResourceAsStream("/nginx/echo.php")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
