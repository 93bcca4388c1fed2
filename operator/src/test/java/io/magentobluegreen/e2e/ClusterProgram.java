package io.magentobluegreen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that the local cluster is made of. Its process number lies beside the cluster's kubeconfig; a cluster that was started in
 * another way has none, and the test is skipped, or fails where nothing may be missing.
 */
enum ClusterProgram {
    ETCD("etcd"),
    API_SERVER("kube-apiserver"),
    KUBELET("kubelet");

    private final String program;

    ClusterProgram(String program) {
        this.program = program;
    }

    /** Ends it at once ({@code kill -9}), and starts it again; returns when the node is ready. */
    void restarts(E2eCluster cluster) {
        signals(cluster, "KILL");
        Shell.run(List.of(scripts().resolve("up").toString(), "--node"));
    }

    /** Keeps it from doing anything until {@link #goesOn}; its connections stay open. */
    void stops(E2eCluster cluster) {
        signals(cluster, "STOP");
    }

    void goesOn(E2eCluster cluster) {
        signals(cluster, "CONT");
    }

    private void signals(E2eCluster cluster, String signal) {
        Shell.run(List.of("kill", "-" + signal, process(cluster)));
    }

    private String process(E2eCluster cluster) {
        var file = cluster.kubeconfigFile().resolveSibling(program + ".pid");
        try {
            return Files.exists(file) ? Files.readString(file).strip() : absent(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static String absent(Path file) {
        if (Boolean.parseBoolean(System.getenv("REQUIRE_PROGRAMS"))) {
            throw new AssertionError(file + " does not exist, and REQUIRE_PROGRAMS=true");
        }
        return Assumptions.abort("skipped: this is not the local cluster, as " + file + " does not exist");
    }

    /** Where the test store's images, too, look for the cluster's commands. */
    private static Path scripts() {
        return Optional.ofNullable(System.getenv("CLUSTER_SCRIPTS"))
                .map(Path::of)
                .orElseGet(() -> Project.folder().resolve("../shared/cluster"));
    }
}
