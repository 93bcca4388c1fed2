package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.api.CommittedCrd;
import io.magentobluegreen.simulation.api.InProcessApiServer;
import io.magentobluegreen.simulation.api.Journal;
import java.util.Optional;
import okhttp3.Interceptor;

/** An API server in this process, for one stage alone: what others do costs it nothing. */
final class InProcessGround implements Ground {
    private static final String NAMESPACE = "shops";

    private final InProcessApiServer server = new InProcessApiServer(CommittedCrd.asCommitted());

    @Override
    public String newNamespace() {
        return NAMESPACE;
    }

    @Override
    public KubernetesClient admin() {
        return server.client("cluster");
    }

    @Override
    public KubernetesClient operator(String agent, Interceptor between) {
        return server.client(agent, between);
    }

    @Override
    public boolean reachesServices() {
        return true;
    }

    @Override
    public Optional<Journal> journal() {
        return Optional.of(server.journal());
    }

    @Override
    public void close() {
        server.close();
    }
}
