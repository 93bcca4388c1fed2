package io.magentobluegreen.chart.install;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.Edits;
import io.magentobluegreen.chart.Chart;
import java.util.Map;
import java.util.function.Consumer;

/** The definition of {@code MagentoRelease} in a cluster, which at most one release of the chart may call its own. */
public record Definition(KubernetesClient client) {

    static final String NAME = "magentoreleases.magento-bluegreen.io";

    /** As the chart's README says: from now on it is that of the release in this namespace. */
    public void handTo(String namespace) {
        edit(metadata -> {
            metadata.getLabels().put("app.kubernetes.io/managed-by", "Helm");
            metadata.getAnnotations()
                    .putAll(Map.of(
                            "meta.helm.sh/release-name", Chart.NAME, "meta.helm.sh/release-namespace", namespace));
        });
    }

    /** From now on it is nobody's. */
    public void letGo() {
        edit(metadata -> {
            metadata.getLabels().remove("app.kubernetes.io/managed-by");
            metadata.getAnnotations().keySet().removeIf(key -> key.startsWith("meta.helm.sh/"));
        });
    }

    public CustomResourceDefinition now() {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(NAME)
                .get();
    }

    /** Whether it is there and nobody has asked for its end. */
    public boolean stays() {
        CustomResourceDefinition now = now();
        return now != null && now.getMetadata().getDeletionTimestamp() == null;
    }

    private void edit(Consumer<ObjectMeta> change) {
        Edits.edit(client.apiextensions().v1().customResourceDefinitions().withName(NAME), definition -> {
            change.accept(definition.getMetadata());
            return definition;
        });
    }
}
