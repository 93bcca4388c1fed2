package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.magentobluegreen.RealApiServer;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** An API server that a client can lose and find again. */
final class Outage implements Interceptor {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1/");

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean lasts;

    /** A client that gives a request up at once when nobody answers. */
    KubernetesClient client() {
        Config config = RealApiServer.require().newConfig();
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("outage", this))
                .build();
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (lasts) {
            lost.incrementAndGet();
            builder.uri(NOBODY);
        } else {
            answered.incrementAndGet();
        }
    }

    void begin() {
        lasts = true;
    }

    void end() {
        lasts = false;
    }

    /** How many requests were answered so far. */
    int answered() {
        return answered.get();
    }

    /** How many requests nobody answered. */
    int lost() {
        return lost.get();
    }
}
