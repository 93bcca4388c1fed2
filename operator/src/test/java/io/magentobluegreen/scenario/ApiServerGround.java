package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.cluster.ShippedRights;
import io.magentobluegreen.simulation.api.Journal;
import java.util.Optional;
import okhttp3.Interceptor;

/** A real API server, the operator there with the shipped rights. Addresses of Services lead nowhere. */
final class ApiServerGround implements Ground {
    private final RealApiServer server = RealApiServer.require();

    @Override
    public String newNamespace() {
        return server.newNamespace();
    }

    @Override
    public KubernetesClient admin() {
        return new KubernetesClientBuilder().withConfig(server.newConfig()).build();
    }

    @Override
    public KubernetesClient operator(String agent, Interceptor between) {
        return ShippedRights.newClient(between);
    }

    @Override
    public boolean reachesServices() {
        return false;
    }

    @Override
    public Optional<Journal> journal() {
        return Optional.empty();
    }

    /** The server is for all tests of a JVM. */
    @Override
    public void close() {}
}
