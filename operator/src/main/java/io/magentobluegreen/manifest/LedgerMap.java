package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;

/**
 * The ConfigMap of the ledger. It has no owner: what was done to a database is true after the resource is gone, and a
 * resource of the same name takes it over.
 */
public final class LedgerMap {

    /** Value of {@code app.kubernetes.io/component} by which a ledger is known. */
    public static final String COMPONENT = "ledger";

    private LedgerMap() {}

    /** @param data the facts, as their codec writes them */
    public static ConfigMap of(String store, String namespace, Map<String, String> data) {
        // spotless:off
        return new ConfigMapBuilder()
                .withNewMetadata()
                    .withName(Names.ledger(store))
                    .withNamespace(namespace)
                    .withLabels(Labels.unowned(Labels.object(store, COMPONENT)))
                    .withAnnotations(Annotations.described(
                            "What was done to the database of store " + store + ", in order, and the number of its next"
                                    + " release. It outlives the resource; delete it only together with the database.",
                            Map.of()))
                .endMetadata()
                .withData(data)
                .build();
        // spotless:on
    }
}
