package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;

/** Writes of the controllers. Whoever was faster is right: the next pass sees what came of it. */
final class Writes {
    private static final Set<Integer> OVERTAKEN =
            Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND);

    private final KubernetesClient client;

    Writes(KubernetesClient client) {
        this.client = client;
    }

    void create(HasMetadata object) {
        attempt(() -> client.resource(object).create());
    }

    /** By the resourceVersion that the object carries. */
    void update(HasMetadata object) {
        attempt(() -> client.resource(object).update());
    }

    void updateStatus(HasMetadata object) {
        attempt(() -> client.resource(object).updateStatus());
    }

    void delete(HasMetadata object) {
        attempt(() -> client.resource(object)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete());
    }

    /** The object of this kind and name, or null. */
    GenericKubernetesResource find(String namespace, OwnerReference reference) {
        return client.genericKubernetesResources(reference.getApiVersion(), reference.getKind())
                .inNamespace(namespace)
                .withName(reference.getName())
                .get();
    }

    private static void attempt(Runnable write) {
        try {
            write.run();
        } catch (KubernetesClientException e) {
            if (!OVERTAKEN.contains(e.getCode())) {
                throw e;
            }
        }
    }
}
