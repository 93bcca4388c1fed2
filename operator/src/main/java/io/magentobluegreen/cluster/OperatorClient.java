package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.magentobluegreen.manifest.Names;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * The operator's way to the API server, under its own name: the server takes the field manager of every write that names
 * none from the user agent, and GitOps tools tell by it whose field is whose.
 */
public final class OperatorClient {

    private OperatorClient() {}

    /**
     * Changes {@code config} to carry the name.
     *
     * @param interceptors see every request, the first one first
     */
    public static KubernetesClient of(Config config, Interceptor... interceptors) {
        config.setUserAgent(Names.OPERATOR);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new Http(List.of(interceptors)))
                .build();
    }

    private static final class Http extends OkHttpClientFactory {
        private final List<Interceptor> interceptors;

        private Http(List<Interceptor> interceptors) {
            this.interceptors = interceptors;
        }

        @Override
        protected void additionalConfig(OkHttpClient.Builder builder) {
            builder.socketFactory(new PromptSockets());
            interceptors.forEach(builder::addInterceptor);
        }
    }
}
