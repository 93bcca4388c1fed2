package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.cluster.ShippedRights;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class StoreInformersTest {
    private static final int MANY = (int) LeanItemStore.PAGE + 5;

    private final String namespace = RealApiServer.require().newNamespace();

    /** All at once, before they are lean, those of a thousand stores would not fit into the operator's memory. */
    @Test
    void listsPageByPageAndMissesNone() {
        for (int i = 0; i < MANY; i++) {
            service("s" + i);
        }
        Queue<HttpUrl> asked = new ConcurrentLinkedQueue<>();
        try (KubernetesClient client = ShippedRights.newClient(chain -> {
                    asked.add(chain.request().url());
                    return chain.proceed(chain.request());
                });
                StoreInformers informers = new StoreInformers(client, Set.of(namespace))) {
            informers.start();

            assertThat(informers.services(new StoreKey(namespace, "shop"))).hasSize(MANY);
        }
        assertThat(asked)
                .filteredOn(url -> url.queryParameter("watch") == null)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(
                        url -> assertThat(url.queryParameter("limit")).isEqualTo(Long.toString(LeanItemStore.PAGE)));
    }

    private void service(String name) {
        RealApiServer.require()
                .admin()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .withLabels(Map.of(Labels.STORE, "shop"))
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP("None")
                        .endSpec()
                        .build())
                .create();
    }
}
