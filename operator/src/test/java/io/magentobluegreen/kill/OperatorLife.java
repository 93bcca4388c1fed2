package io.magentobluegreen.kill;

import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.cluster.ShippedRights;
import io.magentobluegreen.kill.door.ApiDoor;
import io.magentobluegreen.kill.door.Trap;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator as it is shipped, in a process of its own, with the shipped rights, from its start to its violent death. It elects no
 * leader, so that the next one need not wait until a lease has run out. It ends with this process at the latest.
 */
final class OperatorLife implements AutoCloseable {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: door
            contexts: [{name: door, context: {cluster: door, user: operator}}]
            clusters: [{name: door, cluster: {server: "%s"}}]
            users: [{name: operator, user: {}}]
            """;

    private final Trap trap = new Trap(this::kill);
    private final ApiDoor door;
    private final Process process;

    private OperatorLife(String namespace, Path folder) throws IOException {
        this.door = ApiDoor.open(RealApiServer.require().newConfig(), trap);
        Path kubeconfig = Files.createTempFile(folder, "kubeconfig-", "");
        Files.writeString(kubeconfig, KUBECONFIG.formatted(door.url()));
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("KUBE"));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("WATCH_NAMESPACES", namespace);
        builder.environment().put("STOREFRONT_SERVICES", "false");
        builder.environment().put("HTTP_PORT", "0");
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts one for this namespace and does not wait; its log goes into the folder. */
    static OperatorLife begin(String namespace, Path folder) {
        try {
            return new OperatorLife(namespace, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the operator", e);
        }
    }

    /** Where all lives of a folder log. */
    static Path log(Path folder) {
        return folder.resolve("operator.log");
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dkubernetes.impersonate.username=" + ShippedRights.user(),
                "-cp",
                classPath(),
                "io.magentobluegreen.OperatorMain");
    }

    /** The program's classes and libraries, without the tests' own. */
    private static String classPath() {
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(whole.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    Trap trap() {
        return trap;
    }

    boolean runs() {
        return process.isAlive();
    }

    /** As {@code kill -9}; returns when there is no such process any more. */
    private void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        door.close();
    }
}
