package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Release;
import io.fabric8.kubernetes.api.model.Pod;
import io.magentobluegreen.chart.Chart;
import io.magentobluegreen.chart.install.Definition;
import io.magentobluegreen.chart.install.HelmRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The chart on a cluster with real pods. Its own pods ask for an image that is not there: what works is an operator beside
 * the cluster that acts as the chart's service account, with the rights that come and go with the chart.
 */
@EndToEnd
class InstalledChartTest {

    private static final String FOR_ONE_NAMESPACE =
            "{watchNamespaces: [%s], crds: {install: false}, image: {pullPolicy: Never}, reconcileThreads: %d}";

    @Test
    void leavesStoresServingWhenItIsUpgradedAndUninstalled(@WithoutOperator Stage stage) throws IOException {
        // Given
        var helm = on(stage);
        install(stage, helm, FOR_ONE_NAMESPACE.formatted(stage.namespace(), 16));
        stage.operator().start();
        stage.releases(1);
        try (var load = StoreLoad.on(stage)) {
            // When
            helm.upgrade(FOR_ONE_NAMESPACE.formatted(stage.namespace(), 8));
            stage.releases(2);
            helm.uninstall();
            stage.operator().kill();
            // Then
            load.goesOnFor(1_000);
            load.losesNothing();
        }
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
        assertThat(stage.store().get()).as("the store's resource").isNotNull();
        assertThat(new Definition(stage.client()).stays()).isTrue();
    }

    @Test
    void makesTwoRestrictedPodsWithoutAnyValueAndKeepsTheDefinition(@WithoutOperator Stage stage) throws IOException {
        // Given
        var helm = on(stage);
        var definition = new Definition(stage.client());
        definition.handTo(stage.namespace());
        try {
            // When
            var release = install(stage, helm, "{}");
            // Then
            assertThat(release.getStatus()).isEqualTo("deployed");
            stage.awaits("two pods", Duration.ofMinutes(2), () -> pods(stage), pods -> pods.size() == 2);
            assertThat(helm.uninstall()).contains("kept due to the resource policy");
            assertThat(definition.stays()).isTrue();
            stage.awaits("no pod", Duration.ofMinutes(2), () -> pods(stage), List::isEmpty);
        } finally {
            definition.letGo();
        }
    }

    private static HelmRelease on(Stage stage) throws IOException {
        return new HelmRelease(Files.readString(stage.cluster().kubeconfigFile()), stage.namespace());
    }

    private static Release install(Stage stage, HelmRelease helm, String values) {
        stage.cluster().withdrawRights(stage.namespace());
        return helm.install(Chart.FOLDER, values);
    }

    private static List<Pod> pods(Stage stage) {
        return stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withLabel("app.kubernetes.io/name", Chart.NAME)
                .list()
                .getItems();
    }
}
