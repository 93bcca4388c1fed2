package io.magentobluegreen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;

/** The set of the test's store that this release is served from, as the cluster shows it. */
record StoreSet(KubernetesClient client, String namespace, String release) {

    /** {@code 0123456789} of the release {@code 0123456789-7}. */
    static String revisionOf(String release) {
        return release.substring(0, release.lastIndexOf('-'));
    }

    /** When this set was last proven to serve through the live Service: to the nanosecond, unlike the times of a status. */
    Instant provenAt() {
        return Instant.parse(record().path("promotedAt").asText());
    }

    private JsonNode record() {
        var text = deployment().get().getMetadata().getAnnotations().get("magento-bluegreen.io/record");
        return Serialization.unmarshal(text, JsonNode.class);
    }

    RollableScalableResource<Deployment> deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(StoreFixture.NAME + "-" + revisionOf(release));
    }

    FilterWatchListDeletable<Pod, PodList, PodResource> pods() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("magento-bluegreen.io/role", "web")
                .withLabel("magento-bluegreen.io/revision", revisionOf(release));
    }
}
