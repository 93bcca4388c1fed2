package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The pods of all sets of a store, whatever becomes of them.
 *
 * @param pods of every revision
 */
record StorePods(List<Pod> pods) {
    /** The API server answers from what it watches, as an informer would: at once, and perhaps of a moment ago. */
    private static final ListOptions RECENT =
            new ListOptionsBuilder().withResourceVersion("0").build();
    /** Of more pods the one LIST is cheaper, although it waits until the API server's own watch has caught up. */
    private static final int MOST_BY_NAME = 20;

    /** As they are now, by one LIST however many sets are kept. */
    static StorePods now(KubernetesClient client, StoreKey store) {
        return list(client, store, new ListOptions());
    }

    /** As they were a moment ago. */
    static StorePods recent(KubernetesClient client, StoreKey store) {
        return list(client, store, RECENT);
    }

    /** Those of {@code known} that are still there, as they are now; of many all that are there. */
    static Supplier<StorePods> nowOf(KubernetesClient client, Ahead ahead, StoreKey store, StorePods known) {
        if (known.pods.size() > MOST_BY_NAME) {
            return ahead.begin(() -> now(client, store));
        }
        List<Supplier<Optional<Pod>>> reads = known.pods.stream()
                .map(pod -> pod.getMetadata().getName())
                .map(name -> ahead.begin(() -> Optional.ofNullable(client.pods()
                        .inNamespace(store.namespace())
                        .withName(name)
                        .get())))
                .toList();
        return () -> new StorePods(
                reads.stream().map(Supplier::get).flatMap(Optional::stream).toList());
    }

    private static StorePods list(KubernetesClient client, StoreKey store, ListOptions options) {
        return new StorePods(client.pods()
                .inNamespace(store.namespace())
                .withLabels(Labels.everySet(store.name()))
                .list(options)
                .getItems());
    }

    /** The ready ones that the Deployment selects. */
    SetPods of(Deployment set) {
        return SetPods.among(selectedBy(set));
    }

    Stream<Pod> selectedBy(Deployment set) {
        Map<String, String> selector = set.getSpec().getSelector().getMatchLabels();
        return pods.stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()));
    }
}
