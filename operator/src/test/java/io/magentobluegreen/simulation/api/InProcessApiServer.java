package io.magentobluegreen.simulation.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.Interceptor;

/** An API server in this process. It keeps objects and tells watchers of them; who makes pods of them is not its concern. */
public final class InProcessApiServer implements AutoCloseable {
    /** It says a line for each request; kept here, as a logger that nobody holds forgets its level. */
    private static final Logger TALKATIVE = Logger.getLogger(MockWebServer.class.getName());

    static {
        TALKATIVE.setLevel(Level.WARNING);
    }

    private final Journal journal = new Journal();
    private final KubernetesMockServer server;

    /** @param definition of the one custom resource that it knows */
    public InProcessApiServer(CustomResourceDefinition definition) {
        CrudDispatcher dispatcher =
                new CrudDispatcher(List.of(CustomResourceDefinitionContext.fromCrd(definition)), journal);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
        server.init();
    }

    /**
     * A client of its own.
     *
     * @param agent its name in the journal
     */
    public KubernetesClient client(String agent) {
        return client(agent, chain -> chain.proceed(chain.request()));
    }

    /** The same, and {@code between} sees its requests on their way. */
    public KubernetesClient client(String agent, Interceptor between) {
        return server.createClient(builder -> builder.withHttpClientFactory(Intercepted.by(between))
                .editOrNewConfig()
                .withUserAgent(agent)
                .withHttp2Disable(true)
                .endConfig());
    }

    /** Who asked for what. */
    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
