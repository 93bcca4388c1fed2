package io.magentobluegreen.cluster.storefront.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForwardedTransportTest {
    private static final Page HOME = Page.get("www.example.com", "/");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final StubPod pod = StubPod.answering(200, "text/plain", "hello");
    private final StubPod apiServer = StubPod.answering(403, "text/plain", "no");
    private final DirectTransport direct = new DirectTransport();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + apiServer.pod("api").port())
                    .build())
            .build();
    private final Transport transport = new ForwardedTransport(client, direct);

    @AfterEach
    void close() throws IOException {
        client.close();
        direct.close();
        pod.close();
        apiServer.close();
    }

    @Test
    void asksAPodThroughTheApiServerOnlyAndSaysWhenThatWayIsClosed() {
        assertThat(transport.ask(pod.pod("shop-1"), asking(HOME, true)))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(UnreachableException.class);
        assertThat(apiServer.paths())
                .containsExactly("/api/v1/namespaces/shops/pods/shop-1/portforward?ports="
                        + pod.pod("shop-1").port());
        assertThat(pod.heard()).isEmpty();
    }

    @Test
    void asksAServiceDirectly() {
        assertThat(transport.ask(pod.service("shop"), asking(HOME, true)))
                .succeedsWithin(SOON)
                .extracting(Reply::text)
                .isEqualTo("hello");
        assertThat(apiServer.heard()).isEmpty();
    }

    private static Transport.Inquiry asking(Page page, boolean keepBody) {
        return new Transport.Inquiry(page, keepBody, Transport.Lane.VERIFY, () -> {});
    }
}
