package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the nodes say that a set's pods run. A moved tag shows only there, in a pod that was made or begun anew: none is
 * without a change of the Deployment's status, so it is asked for once for each version of the Deployment. Safe from every
 * thread.
 */
public final class ImageIds {
    private static final int REMEMBERED = 2_000;

    private final KubernetesClient client;
    private final Map<String, String> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    public ImageIds(KubernetesClient client) {
        this.client = client;
    }

    /** "" while not every pod is available. */
    String of(Deployment set, SetStatus status) {
        if (!status.isAvailable()) {
            return "";
        }
        String version = set.getMetadata().getUid() + " " + set.getMetadata().getResourceVersion();
        String before = remembered(version);
        if (before != null) {
            return before;
        }
        String found = SetPods.of(client, set).imageId();
        remember(version, found);
        return found;
    }

    private String remembered(String version) {
        synchronized (known) {
            return known.get(version);
        }
    }

    private void remember(String version, String found) {
        synchronized (known) {
            known.put(version, found);
        }
    }
}
