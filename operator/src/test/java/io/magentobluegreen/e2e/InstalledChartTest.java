package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Release;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.magentobluegreen.chart.Chart;
import io.magentobluegreen.chart.install.Definition;
import io.magentobluegreen.chart.install.HelmRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The chart on a cluster with real pods. Its own pods ask for an image that is not there: what works is an operator beside
 * the cluster that acts as the chart's service account, with the rights that come and go with the chart.
 */
@EndToEnd
class InstalledChartTest {

    private static final String FOR_ONE_NAMESPACE =
            "{watchNamespaces: [%s], crds: {install: false}, image: {pullPolicy: Never}, reconcileThreads: %d}";

    private static final String WITHOUT_SECRETS =
            "{watchNamespaces: [%s], crds: {install: false}, image: {pullPolicy: Never}, secrets: {read: false}}";

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

    /** With the rights of a chart that gives none to a Secret: the pods mount the store's own, and no copy is made. */
    @Test
    void releasesAndGoesBackWithoutTheRightToReadASecret(@WithoutOperator Stage stage) throws IOException {
        // Given
        install(stage, on(stage), WITHOUT_SECRETS.formatted(stage.namespace()));
        assertThat(rules(stage))
                .isNotEmpty()
                .noneMatch(rule -> rule.getResources().contains("secrets"));
        try (var operator = stage.operator().another("without-secrets", Map.of("READ_SECRETS", "false"))) {
            operator.start();
            stage.store().apply("spec: {env: {snapshot: true}}");
            // Then
            stage.awaits("a refusal", view -> view.condition("Ready").equals("False SecretsUnread"));
            // When
            stage.store().apply("spec: {env: {snapshot: false}}");
            var first = stage.releases(1).live();
            try (var load = StoreLoad.on(stage)) {
                stage.store().command("rollback", stage.releases(2).live());
                stage.awaitsPhase("RolledBack");
                // Then
                load.losesNothing();
            }
            assertThat(stage.revisionOf(stage.view().live())).isEqualTo(stage.revisionOf(first));
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(stage.client()
                        .secrets()
                        .inNamespace(stage.namespace())
                        .list()
                        .getItems())
                .extracting(secret -> secret.getMetadata().getName())
                .filteredOn(name -> name.startsWith(StoreFixture.NAME))
                .containsExactly("shop-env");
    }

    private static List<PolicyRule> rules(Stage stage) {
        return stage.client().rbac().roles().inNamespace(stage.namespace()).list().getItems().stream()
                .flatMap(role -> role.getRules().stream())
                .toList();
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
