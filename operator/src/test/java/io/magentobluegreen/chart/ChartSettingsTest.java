package io.magentobluegreen.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.OperatorSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program understands the environment that the chart gives it, and its pod is given the time that it takes. */
class ChartSettingsTest {

    private static final String NAMESPACE = "operators";

    static Stream<ChartCase> cases() throws IOException {
        return ChartCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void starts(ChartCase values) {
        assertThat(OperatorSettings.from(environment(values.values()))).isNotNull();
    }

    @Test
    void watchesWhatItIsAskedToWatch() {
        assertThat(settings("{}").namespaces()).isEmpty();
        assertThat(settings("watchNamespaces: [shop, outlet]").namespaces())
                .containsExactlyInAnyOrder("shop", "outlet");
        assertThat(settings("watchNamespaces: [operators]").namespaces()).containsExactly(NAMESPACE);
    }

    @Test
    void asksStoresAsItIsAskedTo() {
        assertThat(settings("{}").reachesServices()).isTrue();
        assertThat(settings("storefront: {portForward: true}").portForward()).isTrue();
        assertThat(settings("secrets: {read: false}").readsSecrets()).isFalse();
        assertThat(settings("storefront: {portForward: true}").reachesServices())
                .isFalse();
        assertThat(settings("storefront: {portForward: true, services: true}").reachesServices())
                .isTrue();
    }

    @Test
    void electsALeaderUnlessItIsToldNotTo() {
        assertThat(settings("{}").lease()).isPresent();
        assertThat(settings("{replicas: 1, leaderElection: {enabled: false}}").lease())
                .isEmpty();
    }

    @Test
    void leavesTimeForAGracefulStop() {
        Map<String, String> environment = environment("shutdownTimeoutSeconds: 45");

        assertThat(environment).containsEntry("SHUTDOWN_TIMEOUT", "45s");
        assertThat(deployment("shutdownTimeoutSeconds: 45")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getTerminationGracePeriodSeconds())
                .isEqualTo(55);
    }

    private static OperatorSettings settings(String values) {
        return OperatorSettings.from(environment(values));
    }

    private static Map<String, String> environment(String values) {
        List<EnvVar> environment = deployment(values)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv();
        return environment.stream().collect(Collectors.toMap(EnvVar::getName, ChartSettingsTest::valueOf));
    }

    /** As the kubelet would fill it in. */
    private static String valueOf(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue() == null ? "" : variable.getValue();
        }
        return variable.getValueFrom().getFieldRef().getFieldPath().equals("metadata.namespace") ? NAMESPACE : "a-pod";
    }

    private static Deployment deployment(String values) {
        return Chart.objects(NAMESPACE, values).stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
