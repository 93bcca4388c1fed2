package io.magentobluegreen.nginx;

import io.magentobluegreen.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in the background that runs, as in a restricted pod, without root: where the tests are root, as another user. */
final class Daemon implements AutoCloseable {

    private static final String NOBODY = "65534";

    private final Process process;
    private final Path log;

    private Daemon(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Daemon start(Path log, List<String> command) throws IOException {
        return start(log, "rw-rw-rw-", command);
    }

    /** @param permissions of the log: who opens /dev/stdout anew is asked for them, as the user that it runs as */
    static Daemon start(Path log, String permissions, List<String> command) throws IOException {
        Files.writeString(log, "");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString(permissions));
        Process process = new ProcessBuilder(unprivileged(command))
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Daemon(process, log);
    }

    static List<String> unprivileged(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(
                Programs.require("setpriv").toString(),
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--no-new-privs"));
        whole.addAll(command);
        return whole;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM; returns at once. */
    void terminate() {
        process.destroy();
    }

    /** SIGQUIT, which some images ask for in place of SIGTERM; returns at once. */
    void quit() throws IOException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start();
    }

    /** A process that it has started, by a part of its command. */
    ProcessHandle child(String command) {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(command))
                .findFirst()
                .orElseThrow();
    }

    /** The exit code, waited for at most a minute. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("still runs a minute after its signal: " + log);
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Asks first: php-fpm and nginx end their children, and a php-fpm that is shot makes new ones while they are shot. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
