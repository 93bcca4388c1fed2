package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.manifest.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our finalizer on the resource, there only while an upgrade is unfinished.
 *
 * <p>Written by a merge patch of the list with the resourceVersion that was read: a whole update of the resource would
 * lose fields that a newer version of it has.
 */
public final class Finalizer {
    public static final String NAME = Labels.PREFIX + "upgrade";

    private final ApiServer api;
    private final SeenStore seen;
    private final ActionLog log;

    Finalizer(ApiServer api, SeenStore seen, ActionLog log) {
        this.api = api;
        this.seen = seen;
        this.log = log;
    }

    public static boolean isOn(MagentoRelease resource) {
        return resource.getMetadata().getFinalizers().contains(NAME);
    }

    /** @throws ResourceGone when the resource terminates: the API server takes no new finalizer then */
    void add() {
        MagentoRelease now = read();
        if (isOn(now)) {
            return;
        }
        if (now.getMetadata().getDeletionTimestamp() != null) {
            throw terminating(null);
        }
        List<String> finalizers = new ArrayList<>(now.getMetadata().getFinalizers());
        finalizers.add(NAME);
        try {
            write(now, finalizers);
        } catch (KubernetesClientException e) {
            throw ApiServer.isInvalid(e) ? terminating(e) : e;
        }
        log.did("Put the finalizer on: an upgrade begins").log();
    }

    void remove() {
        MagentoRelease now = read();
        if (!isOn(now)) {
            return;
        }
        List<String> finalizers = new ArrayList<>(now.getMetadata().getFinalizers());
        finalizers.remove(NAME);
        write(now, finalizers);
        log.did("Took the finalizer off: no upgrade is unfinished").log();
    }

    private MagentoRelease read() {
        return api.get(MagentoRelease.class, seen.namespace(), seen.name())
                .filter(now -> now.getMetadata()
                        .getUid()
                        .equals(seen.resource().getMetadata().getUid()))
                .orElseThrow(() -> new ResourceGone("The resource " + seen.key() + " is gone"));
    }

    private void write(MagentoRelease now, List<String> finalizers) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("uid", now.getMetadata().getUid());
        metadata.put("resourceVersion", now.getMetadata().getResourceVersion());
        metadata.put("finalizers", finalizers);
        api.merge(now, api.client().getKubernetesSerialization().asJson(Map.of("metadata", metadata)));
    }

    private ResourceGone terminating(KubernetesClientException cause) {
        ResourceGone gone = new ResourceGone("The resource " + seen.key() + " is being deleted");
        gone.initCause(cause);
        return gone;
    }
}
