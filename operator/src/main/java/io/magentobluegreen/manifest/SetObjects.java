package io.magentobluegreen.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.magentobluegreen.api.MagentoReleaseSpec;
import java.util.Base64;
import java.util.Map;

/**
 * What a set is made of beside its Deployment: an immutable ConfigMap with the release's files and a copy of the
 * Deployment, and an immutable Secret with the bytes of the store's env.php.
 *
 * <p>Both are POSTed once and collected with the set, so that going back to a revision brings back its configuration.
 */
public final class SetObjects {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private SetObjects() {}

    /** @param deployment from {@link WebDeployment}; its records are left out of the copy */
    public static ConfigMap configMap(SetIdentity set, MagentoReleaseSpec spec, Deployment deployment) {
        // spotless:off
        return new ConfigMapBuilder()
                .withNewMetadata()
                    .withName(set.name())
                    .withNamespace(set.namespace())
                    .withLabels(Labels.set(set))
                    .withAnnotations(Annotations.described(
                            "What release " + set.revision() + " of store " + set.store()
                                    + " is made of: its env.php wrapper and overrides, the programs of its Jobs, and"
                                    + " its Deployment.",
                            Map.of(Annotations.IMAGE, spec.image())))
                    .withOwnerReferences(set.owner().reference())
                .endMetadata()
                .withImmutable(true)
                .withData(ReleaseFiles.contents(set, spec))
                .addToData(PodLayout.DEPLOYMENT, json(withoutRecords(deployment)))
                .build();
        // spotless:on
    }

    /**
     * Only with {@code env.snapshot}.
     *
     * @param env the bytes that the revision was computed over
     */
    public static Secret secret(SetIdentity set, byte[] env) {
        // spotless:off
        return new SecretBuilder()
                .withNewMetadata()
                    .withName(set.name())
                    .withNamespace(set.namespace())
                    .withLabels(Labels.set(set))
                    .withAnnotations(Annotations.described(
                            "The store's env.php as it was when release " + set.revision() + " was made.", Map.of()))
                    .withOwnerReferences(set.owner().reference())
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .addToData(PodLayout.ENV_FILE, Base64.getEncoder().encodeToString(env))
                .build();
        // spotless:on
    }

    /**
     * The Deployment that a set's ConfigMap remembers, to POST again after somebody deleted it.
     *
     * @param records annotations of the record as it is now
     * @throws IllegalArgumentException when the ConfigMap holds none that can be read
     */
    public static Deployment remembered(ConfigMap ofSet, Map<String, String> records, int replicas) {
        try {
            Deployment deployment = JSON.readValue(ofSet.getData().get(PodLayout.DEPLOYMENT), Deployment.class);
            // spotless:off
            return new DeploymentBuilder(deployment)
                    .editMetadata()
                        .addToAnnotations(records)
                    .endMetadata()
                    .editSpec()
                        .withReplicas(replicas)
                    .endSpec()
                    .build();
            // spotless:on
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ConfigMap " + ofSet.getMetadata().getName() + " holds no Deployment in " + PodLayout.DEPLOYMENT,
                    e);
        }
    }

    private static Deployment withoutRecords(Deployment deployment) {
        Map<String, String> annotations = deployment.getMetadata().getAnnotations();
        // spotless:off
        return new DeploymentBuilder(deployment)
                .editMetadata()
                    .withAnnotations(Map.of(
                            Annotations.DESCRIPTION, annotations.get(Annotations.DESCRIPTION),
                            Annotations.IMAGE, annotations.get(Annotations.IMAGE)))
                .endMetadata()
                .build();
        // spotless:on
    }

    private static String json(Deployment deployment) {
        try {
            return JSON.writeValueAsString(deployment);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A Deployment of ours is no JSON", e);
        }
    }
}
