package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import java.util.List;
import java.util.Map;

/**
 * The pods of all sets of a store, read live by one LIST however many sets are kept.
 *
 * @param pods whatever becomes of them
 */
record StorePods(List<Pod> pods) {

    static StorePods of(KubernetesClient client, StoreKey store) {
        return new StorePods(client.pods()
                .inNamespace(store.namespace())
                .withLabels(Labels.everySet(store.name()))
                .list()
                .getItems());
    }

    /** Those that the Deployment selects. */
    SetPods of(Deployment set) {
        Map<String, String> selector = set.getSpec().getSelector().getMatchLabels();
        return SetPods.among(pods.stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet())));
    }
}
