package io.magentobluegreen.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the store's program does, decided by a ConfigMap that its pods mount: {@code 2.login.status=500} for release 2 alone, without the
 * number for every release. A change is in force when {@link #set} returns: the kubelet is nudged by an annotation on each pod, as it
 * would look only after a minute, and every ready pod is asked which knobs it sees.
 */
public final class Knobs {

    private static final String NAME = "knobs";

    private final E2eCluster cluster;
    private final StoreFixture store;
    private final String namespace;
    private final Map<String, String> values = new TreeMap<>();
    private int generation;

    Knobs(E2eCluster cluster, StoreFixture store, String namespace) {
        this.cluster = cluster;
        this.store = store;
        this.namespace = namespace;
    }

    public void set(String knob, Object value) {
        values.put(knob, value.toString());
        publish();
    }

    public void clear(String knob) {
        values.remove(knob);
        publish();
    }

    private void publish() {
        values.put("generation", Integer.toString(++generation));
        store.applyConfigMap(NAME, values);
        await("knobs in every pod")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> webPods().map(this::sees).reduce(true, Boolean::logicalAnd));
    }

    private Stream<Pod> webPods() {
        return cluster
                .client()
                .pods()
                .inNamespace(namespace)
                .withLabel("magento-bluegreen.io/role", "web")
                .list()
                .getItems()
                .stream()
                .filter(pod -> Readiness.isPodReady(pod) && pod.getMetadata().getDeletionTimestamp() == null);
    }

    private boolean sees(Pod pod) {
        try {
            var page = URI.create("http://" + pod.getStatus().getPodIP() + ":8080/")
                    .toURL();
            var connection = (HttpURLConnection) page.openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(5_000);
            connection.getResponseCode();
            if (Integer.toString(generation).equals(connection.getHeaderField("X-Store-Knobs"))) {
                return true;
            }
            nudge(pod);
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** The kubelet reads a mounted ConfigMap anew when the pod changes. */
    private void nudge(Pod pod) {
        try {
            cluster.client().resource(pod).edit(seen -> {
                seen.getMetadata().getAnnotations().put("test/knobs", generation + "-" + System.nanoTime());
                return seen;
            });
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) {
                throw e;
            }
        }
    }
}
