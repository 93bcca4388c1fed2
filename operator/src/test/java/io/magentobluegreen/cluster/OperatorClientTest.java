package io.magentobluegreen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import org.junit.jupiter.api.Test;

class OperatorClientTest {

    /** Without one the library would read its configuration anew before each request. */
    @Test
    void looksForNoTokenAgainWhereThereIsNone() {
        Config config = config();

        try (KubernetesClient client = OperatorClient.of(config)) {
            OAuthTokenProvider provider = client.getConfiguration().getOauthTokenProvider();

            assertThat(provider).isNotNull();
            assertThat(provider.getToken()).isNull();
        }
    }

    /** The token of a service account is another one after an hour: the library reads it again by itself. */
    @Test
    void leavesATokenToTheLibrary() {
        Config mounted = config();
        mounted.setAutoOAuthToken("of-the-service-account");
        Config given = config();
        given.setOauthToken("given");

        try (KubernetesClient one = OperatorClient.of(mounted);
                KubernetesClient other = OperatorClient.of(given)) {
            assertThat(one.getConfiguration().getOauthTokenProvider()).isNull();
            assertThat(other.getConfiguration().getOauthTokenProvider()).isNull();
        }
    }

    private static Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:1")
                .build();
    }
}
