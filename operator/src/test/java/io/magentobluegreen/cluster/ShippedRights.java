package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.chart.Chart;
import java.time.Duration;
import okhttp3.Interceptor;
import org.awaitility.Awaitility;

/** The operator's own client: whatever a test does through it fits the rights that the chart gives. */
public final class ShippedRights {
    private static final String USER = "system:serviceaccount:magento-release-operator:magento-release-operator";
    private static KubernetesClient operator;

    private ShippedRights() {}

    /**
     * Another client with the same rights, for an operator that closes it.
     *
     * @param between sees its requests on their way
     */
    public static KubernetesClient newClient(Interceptor between) {
        client();
        Config config = RealApiServer.require().newConfig();
        config.setImpersonateUsername(USER);
        return OperatorClient.of(config, between);
    }

    /** The user that has them, for a process that impersonates it. */
    public static String user() {
        client();
        return USER;
    }

    static synchronized KubernetesClient client() {
        if (operator == null) {
            grant(RealApiServer.require().admin());
            Config config = RealApiServer.require().newConfig();
            config.setImpersonateUsername(USER);
            operator = OperatorClient.of(config);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> operator.pods().inAnyNamespace().list() != null);
        }
        return operator;
    }

    /** The chart's cluster role and its binding; what is in the operator's own namespace is for electing a leader. */
    private static void grant(KubernetesClient admin) {
        Chart.rights(Chart.NAME, "").stream()
                .filter(object -> object.getMetadata().getNamespace() == null)
                .forEach(object -> create(admin, object));
    }

    private static void create(KubernetesClient admin, HasMetadata object) {
        if (admin.resource(object).get() == null) {
            admin.resource(object).create();
        }
    }
}
