package io.magentobluegreen;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.magentobluegreen.api.CommittedCrd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real API server with etcd and without controllers, one for all tests of a JVM, in which our resource is defined.
 *
 * <p>It needs the programs {@code etcd}, {@code kube-apiserver} and {@code kubectl} under
 * {@code $KUBE_API_TEST_DIR/k8s/$KUBE_API_TEST_API_SERVER_VERSION-linux-amd64/}. Mark the test class with
 * {@link NeedsRealApiServer}: without the programs it is skipped with a message, or fails where {@code REQUIRE_PROGRAMS=true}. Tests keep apart by {@link #newNamespace()}.
 */
public final class RealApiServer {

    private static final String DIRECTORY = System.getenv(KubeAPIServerConfigBuilder.KUBE_API_TEST_DIR);
    private static final String VERSION = System.getenv(KubeAPIServerConfigBuilder.KUBE_API_TEST_API_SERVER_VERSION);

    private static RealApiServer running;

    private final String kubeconfig;
    private final KubernetesClient admin;

    private RealApiServer(String kubeconfig) {
        this.kubeconfig = kubeconfig;
        this.admin = new KubernetesClientBuilder().withConfig(newConfig()).build();
    }

    /** The server of this JVM, started on first use and stopped when the JVM ends; skips the test where it cannot be had. */
    public static synchronized RealApiServer require() {
        if (running == null) {
            absence().ifPresent(absent -> Assumptions.abort("skipped: " + absent));
            running = start();
        }
        return running;
    }

    /** A client with every right. */
    public KubernetesClient admin() {
        return admin;
    }

    /** A configuration of its own, with every right, to build other clients from, for example one that impersonates. */
    public Config newConfig() {
        return Config.fromKubeconfig(kubeconfig);
    }

    /** The name of a new, empty namespace. */
    public String newNamespace() {
        Namespace namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName("test-")
                .endMetadata()
                .build();
        return admin.resource(namespace).create().getMetadata().getName();
    }

    /** Where {@code kubectl} lies. */
    public static Path kubectl() {
        return programs().resolve("kubectl");
    }

    /** A kubeconfig with every right, as YAML. */
    public String kubeconfig() {
        return kubeconfig;
    }

    private static RealApiServer start() {
        KubeAPIServer server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(DIRECTORY)
                .withApiServerVersion(VERSION)
                .withOfflineMode(true)
                .build());
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop the API server"));
        RealApiServer started = new RealApiServer(server.getKubeConfigYaml());
        started.define(CommittedCrd.asCommitted());
        started.addAddresses();
        return started;
    }

    /** Nobody collects a namespace's Services here: the 254 addresses that it begins with are too few for all tests. */
    private void addAddresses() {
        ServiceCIDR more = new ServiceCIDRBuilder()
                .withNewMetadata()
                .withName("more")
                .endMetadata()
                .withNewSpec()
                .withCidrs("10.1.0.0/16")
                .endSpec()
                .build();
        admin.resource(more).create();
        // Elsewhere a controller says so.
        Condition ready = new ConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withReason("Usable")
                .withMessage("")
                .withLastTransitionTime(Instant.now().toString())
                .build();
        admin.resource(more)
                .editStatus(created -> new ServiceCIDRBuilder(created)
                        .withNewStatus()
                        .withConditions(ready)
                        .endStatus()
                        .build());
    }

    private void define(CustomResourceDefinition definition) {
        admin.resource(definition).create();
        admin.resource(definition).waitUntilCondition(RealApiServer::isEstablished, 30, TimeUnit.SECONDS);
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** What keeps the server from starting, empty if nothing does; fails where {@code REQUIRE_PROGRAMS=true}. */
    public static Optional<String> absence() {
        if (DIRECTORY != null
                && VERSION != null
                && Files.isExecutable(programs().resolve("kube-apiserver"))) {
            return Optional.empty();
        }
        String absent = "no kube-apiserver for KUBE_API_TEST_DIR=%s and KUBE_API_TEST_API_SERVER_VERSION=%s"
                .formatted(DIRECTORY, VERSION);
        if ("true".equals(System.getenv("REQUIRE_PROGRAMS"))) {
            throw new AssertionError(absent);
        }
        return Optional.of(absent);
    }

    private static Path programs() {
        return Path.of(DIRECTORY, "k8s", VERSION + "-linux-amd64");
    }
}
