package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.magentobluegreen.chart.Chart;
import java.util.List;
import java.util.Map;

/** As whom and with which settings the operator runs in a test's namespace. */
final class OperatorRights {

    private OperatorRights() {}

    /** The service account that the chart makes. */
    static String user(String namespace) {
        return "system:serviceaccount:" + namespace + ":" + Chart.NAME;
    }

    /** What the chart gives an operator that runs in this namespace and watches no other: no cluster role. */
    static List<HasMetadata> in(String namespace) {
        return Chart.rights(namespace, "watchNamespaces: [" + namespace + "]");
    }

    /** The operator's settings. */
    static Map<String, String> environment(String namespace) {
        return Map.of("WATCH_NAMESPACES", namespace, "HTTP_PORT", "0");
    }
}
