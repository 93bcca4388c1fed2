package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.magentobluegreen.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The cluster that {@code KUBECONFIG} names, with what every test needs on it: the store's images and the custom resource's
 * definition. One for all tests of this process; namespaces keep them apart.
 */
public final class E2eCluster {

    private static E2eCluster shared;

    private final Path kubeconfig;
    private final KubernetesClient client;

    private E2eCluster(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /** The prepared cluster; the first call prepares it, and skips the test where there is none. */
    public static synchronized E2eCluster shared() {
        if (shared == null) {
            Programs.require("php");
            Programs.require("nginx");
            var cluster = new E2eCluster(kubeconfig());
            NodeBridge.keepsItsAddress();
            Shell.run(List.of(
                    Project.folder().resolve("operator/src/test/image/build").toString()));
            cluster.install("crds");
            shared = cluster;
        }
        return shared;
    }

    private static Path kubeconfig() {
        var named = Optional.ofNullable(System.getenv("KUBECONFIG")).map(Path::of);
        if (named.isEmpty() && "true".equals(System.getenv("REQUIRE_PROGRAMS"))) {
            throw new AssertionError("KUBECONFIG is not set, and REQUIRE_PROGRAMS=true");
        }
        return named.orElseGet(() -> Assumptions.abort("skipped: KUBECONFIG names no cluster with real pods"));
    }

    public KubernetesClient client() {
        return client;
    }

    Path kubeconfigFile() {
        return kubeconfig;
    }

    /** A new namespace at the restricted level, in which the operator has the roles that the chart gives. */
    String createNamespace(String prefix) {
        var namespace = newNamespace(prefix);
        OperatorRights.in(namespace).forEach(this::apply);
        return namespace;
    }

    /** Takes what {@link #createNamespace} gave away again: the chart itself is to be installed there. */
    void withdrawRights(String namespace) {
        OperatorRights.in(namespace).forEach(object -> client.resource(object).delete());
    }

    private String newNamespace(String prefix) {
        return client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix + "-")
                        .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    /** Asks for the deletion and does not wait for it. */
    void deleteNamespace(String name) {
        client.namespaces().withName(name).delete();
    }

    /** Applies every YAML file of a folder of the project. */
    private void install(String folder) {
        try (var files = Files.walk(Project.folder().resolve(folder))) {
            files.filter(file -> file.toString().matches(".*\\.ya?ml")).forEach(this::apply);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + folder, e);
        }
    }

    private void apply(Path file) {
        try (var yaml = Files.newInputStream(file)) {
            client.load(yaml).items().forEach(this::apply);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    void apply(HasMetadata object) {
        client.resource(object).fieldManager("kubectl").forceConflicts().serverSideApply();
    }
}
