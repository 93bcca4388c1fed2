package io.magentobluegreen.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.manifest.Names;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * The operator's way to the API server, under its own name: the server takes the field manager of every write that names
 * none from the user agent, and GitOps tools tell by it whose field is whose.
 */
public final class OperatorClient {

    /** As deep as an API server takes objects, and some more: what Jackson refuses to read would stop a whole watch. */
    private static final int DEEPEST = 11_000;

    /** Longer than any object may be. */
    private static final int LONGEST_NAME = 4 * 1024 * 1024;

    private OperatorClient() {}

    /**
     * Changes {@code config} to carry the name.
     *
     * @param interceptors see every request, the first one first
     */
    public static KubernetesClient of(Config config, Interceptor... interceptors) {
        config.setUserAgent(Names.OPERATOR);
        if (hasNoToken(config)) {
            // Otherwise the library looks for one again, in every file that may hold it, before each request.
            config.setOauthTokenProvider(() -> null);
        }
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new Http(List.of(interceptors)))
                .withKubernetesSerialization(new KubernetesSerialization(lenient(), true))
                .build();
    }

    /** With a client certificate, or without credentials; a token of a command or a provider counts as one. */
    private static boolean hasNoToken(Config config) {
        return config.getOauthTokenProvider() == null
                && config.getAuthProvider() == null
                && isEmpty(config.getOauthToken())
                && isEmpty(config.getAutoOAuthToken())
                && isEmpty(config.getUsername());
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    /** Reads whatever an API server has stored: nobody vouches for how deep or long it is. */
    private static ObjectMapper lenient() {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNameLength(LONGEST_NAME)
                .build();
        return new ObjectMapper(
                JsonFactory.builder().streamReadConstraints(constraints).build());
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
