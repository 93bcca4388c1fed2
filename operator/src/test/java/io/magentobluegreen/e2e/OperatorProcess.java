package io.magentobluegreen.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The operator in a JVM of its own, from the compiled classes, for one namespace, with no rights but those that the chart gives. It can be
 * killed as a node's death would and started again; all its lives write one log.
 */
public final class OperatorProcess implements AutoCloseable {

    private final E2eCluster cluster;
    private final String namespace;
    private final Path log;
    private final Map<String, String> settings;
    private Process process;

    OperatorProcess(E2eCluster cluster, String namespace, Path log, Map<String, String> settings) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.log = log;
        this.settings = settings;
    }

    /** One more for the same namespace, with settings and a log of its own, that is not started yet. */
    OperatorProcess another(String name, Map<String, String> settings) {
        return new OperatorProcess(cluster, namespace, log.resolveSibling(name + ".log"), settings);
    }

    /** Starts it and does not wait. */
    public void start() {
        try {
            Files.createDirectories(log.getParent());
            var builder = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("KUBE"));
            builder.environment().put("KUBECONFIG", cluster.kubeconfigFile().toString());
            builder.environment().putAll(OperatorRights.environment(namespace));
            builder.environment().putAll(settings);
            process = builder.start();
            endsWithTheTests(process);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the operator", e);
        }
    }

    private static void endsWithTheTests(Process started) {
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dkubernetes.impersonate.username=" + OperatorRights.user(namespace),
                "-cp",
                classPath(),
                "io.magentobluegreen.OperatorMain");
    }

    /** The program's classes and libraries, without the tests' own. */
    private static String classPath() {
        var whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(
                File.pathSeparator,
                Stream.of(whole.split(File.pathSeparator))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .toList());
    }

    /** Ends it at once, in the middle of whatever it does ({@code kill -9}). */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean runs() {
        return process != null && process.isAlive();
    }

    /** The last lines of its log. */
    String tail(int lines) {
        try {
            var all = Files.readAllLines(log);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        if (runs()) {
            kill();
        }
    }
}
