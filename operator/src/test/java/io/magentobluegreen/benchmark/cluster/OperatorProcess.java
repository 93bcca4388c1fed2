package io.magentobluegreen.benchmark.cluster;

import io.magentobluegreen.benchmark.measure.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An operator in a process of its own. It ends with this one, however that ends. */
public final class OperatorProcess implements AutoCloseable {
    private static final int KIB = 1024;

    private final Process process;
    private final Path journal;
    private final long started;

    /**
     * How to start it.
     *
     * @param options of the JVM
     * @param folder for its journal and its log
     * @param classes it does not start where their archive cannot be used
     */
    public record Setup(List<String> options, Path folder, String kubeconfig, int workers, SharedClasses classes) {}

    private OperatorProcess(Process process, Path journal, long started) {
        this.process = process;
        this.journal = journal;
        this.started = started;
    }

    /** @param storefront port of the played one */
    public static OperatorProcess measured(Setup setup, int storefront) {
        Path journal = newFile(setup, ".journal");
        return start(
                setup,
                journal,
                Map.of(),
                List.of(
                        "io.magentobluegreen.benchmark.operator.MeasuredOperator",
                        journal.toString(),
                        Integer.toString(storefront),
                        Integer.toString(setup.workers())));
    }

    /** The program as it is shipped, with leader election in this namespace. */
    public static OperatorProcess shipped(Setup setup, String namespace) {
        return start(
                setup,
                newFile(setup, ".journal"),
                Map.of("LEADER_ELECTION_NAMESPACE", namespace, "HTTP_PORT", "0"),
                List.of("io.magentobluegreen.OperatorMain"));
    }

    private static OperatorProcess start(
            Setup setup, Path journal, Map<String, String> environment, List<String> program) {
        List<String> command = Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        setup.options(),
                        List.of(
                                "-Xshare:on",
                                "-XX:SharedArchiveFile=" + setup.classes().archive(),
                                "-cp",
                                setup.classes().classPath()),
                        program)
                .flatMap(List::stream)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(newFile(setup, ".log").toFile());
        builder.environment().put("KUBECONFIG", setup.kubeconfig());
        builder.environment().putAll(environment);
        try {
            long now = Now.micros();
            return new OperatorProcess(builder.start(), journal, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFile(Setup setup, String suffix) {
        try {
            return Files.createTempFile(setup.folder(), "operator-", suffix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When it was started, in microseconds of the epoch. */
    public long started() {
        return started;
    }

    /** All its requests so far, in the order of their answers. */
    public List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        try (Stream<String> lines = Files.lines(journal)) {
            lines.filter(line -> line.matches("[0-9]+ [0-9]+ [A-Z]+ [^ ]+ [0-9]+"))
                    .map(Request::parse)
                    .forEach(requests::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return requests;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time used so far. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in MiB, now ({@code VmRSS}) or at its highest ({@code VmHWM}); only on Linux. */
    public OptionalLong memory(String which) {
        try {
            Matcher found = Pattern.compile(which + ":\\s+([0-9]+) kB")
                    .matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) / KIB) : OptionalLong.empty();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
