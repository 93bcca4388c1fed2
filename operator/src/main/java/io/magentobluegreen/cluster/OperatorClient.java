package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.magentobluegreen.manifest.Names;

/**
 * The operator's way to the API server, under its own name: the server takes the field manager of every write that names
 * none from the user agent, and GitOps tools tell by it whose field is whose.
 */
public final class OperatorClient {

    private OperatorClient() {}

    /** Changes {@code config} to carry the name. */
    public static KubernetesClient of(Config config) {
        return of(config, new OkHttpClientFactory());
    }

    /** The same, and its connections are made by {@code http}. */
    public static KubernetesClient of(Config config, OkHttpClientFactory http) {
        config.setUserAgent(Names.OPERATOR);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(http)
                .build();
    }
}
