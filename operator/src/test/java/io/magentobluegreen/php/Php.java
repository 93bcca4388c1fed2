package io.magentobluegreen.php;

import io.magentobluegreen.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder with every PHP program of ours side by side, as the revision's ConfigMap shows them to a Job, and the means to
 * run one.
 */
final class Php {

    /** How a program ended and what it said. */
    record Ended(int code, String out, String err) {}

    private static final List<String> SOURCES = List.of("env", "jobs");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** Copies the programs into the folder. */
    Php(Path folder) {
        this.folder = folder;
        programs().forEach(this::copy);
    }

    /** Every PHP file that the operator ships. */
    static List<Path> programs() {
        return SOURCES.stream()
                .flatMap(source -> list(Path.of("src/main/resources/io/magentobluegreen", source)))
                .filter(file -> file.toString().endsWith(".php"))
                .toList();
    }

    Php with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    Path folder() {
        return folder;
    }

    /** Writes a file beside the programs. */
    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one of the programs, or PHP with other arguments, and waits for its end. */
    Ended run(String... arguments) {
        try {
            return ended(start(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one of the programs, or PHP with other arguments; standard error goes to the file {@code stderr}. */
    Process start(String... arguments) throws IOException {
        return start(Stream.concat(Stream.of(Programs.require("php").toString()), Stream.of(arguments))
                .toList());
    }

    /** Starts any command in the same place. One that hangs is killed after four minutes, so that its test fails. */
    Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process =
                builder.redirectError(folder.resolve("stderr").toFile()).start();
        CompletableFuture.delayedExecutor(4, TimeUnit.MINUTES).execute(process::destroyForcibly);
        return process;
    }

    /** Waits for the end of a process that was started here, with nothing more on its standard input. */
    Ended ended(Process process) throws IOException {
        process.getOutputStream().close();
        String out = text(process.getInputStream());
        try {
            return new Ended(process.waitFor(), out, Files.readString(folder.resolve("stderr")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PHP ran", e);
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private void copy(Path file) {
        try {
            Files.copy(file, folder.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try {
            return Files.list(folder).sorted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
