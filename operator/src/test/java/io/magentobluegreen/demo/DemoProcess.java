package io.magentobluegreen.demo;

import io.magentobluegreen.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The demo as a process of its own, as a person starts it, with time on a busy machine. */
final class DemoProcess implements AutoCloseable {
    private static final int PATIENCE_MINUTES = 12;
    private static final int CTRL_C = 3;

    private final Path output;
    private final Process process;

    private DemoProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    static DemoProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = command(folder);
        command.addAll(List.of(arguments));
        return start(new ProcessBuilder(command), folder);
    }

    /** In a terminal, as the program {@code script} makes one; what is written to it is typed. */
    static DemoProcess startInTerminal(Path folder) throws IOException {
        String script = Programs.require("script").toString();
        ProcessBuilder builder = new ProcessBuilder(script, "-qec", String.join(" ", command(folder)), "/dev/null");
        builder.environment().put("TERM", "xterm");
        List.of("CI", "NO_COLOR").forEach(builder.environment()::remove);
        return start(builder, folder);
    }

    private static List<String> command(Path folder) throws IOException {
        List<String> command = new ArrayList<>(listening());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Demo.class.getName(),
                "--limit=600",
                "--log=" + folder.resolve("log")));
        return command;
    }

    /** A build in the background ignores SIGINT, and so would its children; not every {@code env} can change that. */
    private static List<String> listening() throws IOException {
        List<String> prefix = List.of("env", "--default-signal=INT");
        Process attempt = new ProcessBuilder(prefix.get(0), prefix.get(1), "true").start();
        return attempt.onExit().join().exitValue() == 0 ? prefix : List.of();
    }

    private static DemoProcess start(ProcessBuilder builder, Path folder) throws IOException {
        Path output = folder.resolve("output");
        return new DemoProcess(
                output,
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError("no output", e);
        }
    }

    /** In its terminal. */
    void typesCtrlC() throws IOException {
        process.getOutputStream().write(CTRL_C);
        process.getOutputStream().flush();
    }

    /** As Ctrl-C does. */
    void interrupt() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("the demo still runs: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
