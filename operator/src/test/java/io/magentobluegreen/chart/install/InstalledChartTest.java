package io.magentobluegreen.chart.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.chart.Chart;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes, changes and stays when people install, upgrade and uninstall the chart. */
@NeedsRealApiServer
class InstalledChartTest {

    private final RealApiServer server = RealApiServer.require();
    private final KubernetesClient admin = server.admin();
    private final String namespace = server.newNamespace();
    private final Definition definition = new Definition(admin);
    private final HelmRelease helm = new HelmRelease(server.kubeconfig(), namespace);

    @TempDir
    private Path folder;

    @AfterEach
    void giveTheDefinitionBack() {
        definition.letGo();
    }

    @Test
    void bringsTwoReplicasWithoutAnyValue() {
        definition.handTo(namespace);

        assertThat(helm.install(Chart.FOLDER, "{}").getStatus()).isEqualTo("deployed");

        assertThat(deployment().getSpec().getReplicas()).isEqualTo(2);
        assertThat(clusterObjects()).containsExactlyInAnyOrder("ClusterRole", "ClusterRoleBinding");
        helm.uninstall();
    }

    @Test
    void needsNoClusterRoleForSomeNamespaces() {
        helm.install(Chart.FOLDER, "{watchNamespaces: [" + namespace + "], crds: {install: false}}");

        assertThat(clusterObjects()).isEmpty();
        assertThat(admin.rbac()
                        .roles()
                        .inNamespace(namespace)
                        .withName(Chart.NAME)
                        .get())
                .isNotNull();
        helm.uninstall();
    }

    @Test
    void refusesADefinitionThatIsSomebodyElses() {
        assertThatThrownBy(() -> helm.install(Chart.FOLDER, "{}"))
                .hasMessageContaining("CustomResourceDefinition \"" + Definition.NAME + "\"")
                .hasMessageContaining("exists and cannot be imported");
        assertThat(admin.apps().deployments().inNamespace(namespace).list().getItems())
                .isEmpty();
    }

    @Test
    void upgradesTheDefinitionWithTheChart() {
        // Given
        definition.handTo(namespace);
        helm.install(OlderChart.in(folder).folder(), "{replicas: 1}");
        assertThat(firstColumn()).isEqualTo(OlderChart.THEN);
        // When
        var upgraded = helm.upgrade("{replicas: 3}");
        // Then
        assertThat(upgraded.getRevision()).isEqualTo("2");
        assertThat(firstColumn()).isEqualTo(OlderChart.NOW);
        assertThat(deployment().getSpec().getReplicas()).isEqualTo(3);
        helm.uninstall();
    }

    @Test
    void keepsTheDefinitionAndEveryStoreWhenItIsUninstalled() {
        // Given
        definition.handTo(namespace);
        helm.install(Chart.FOLDER, "{}");
        var store = admin.resource(store()).create();
        // When
        var said = helm.uninstall();
        // Then
        assertThat(said).contains("kept due to the resource policy", Definition.NAME);
        assertThat(definition.stays()).isTrue();
        assertThat(admin.resource(store).get().getMetadata().getUid())
                .isEqualTo(store.getMetadata().getUid());
        assertThat(clusterObjects()).isEmpty();
        assertThat(deployment()).isNull();
    }

    @Test
    void keepsTheDefinitionWhenTheChartNoLongerBringsIt() {
        definition.handTo(namespace);
        helm.install(Chart.FOLDER, "{}");

        helm.upgrade("{crds: {install: false}}");

        assertThat(definition.stays()).isTrue();
        helm.uninstall();
        assertThat(definition.stays()).isTrue();
    }

    @Test
    void comesBackUnderTheSameName() {
        definition.handTo(namespace);
        helm.install(Chart.FOLDER, "{}");
        helm.uninstall();

        assertThat(helm.install(Chart.FOLDER, "{}").getStatus()).isEqualTo("deployed");

        helm.uninstall();
    }

    private MagentoRelease store() {
        return Serialization.unmarshal("""
                apiVersion: magento-bluegreen.io/v1alpha1
                kind: MagentoRelease
                metadata: {name: shop, namespace: %s}
                spec:
                  image: registry.example.com/shop/php:2.1.0
                  env: {secretName: shop-env}
                  service: {name: shop}
                  verification: {host: www.example.com}
                """.formatted(namespace), MagentoRelease.class);
    }

    private String firstColumn() {
        return definition
                .now()
                .getSpec()
                .getVersions()
                .get(0)
                .getAdditionalPrinterColumns()
                .get(0)
                .getDescription();
    }

    private Deployment deployment() {
        return admin.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(Chart.NAME)
                .get();
    }

    /** The kinds of what this release has outside of namespaces. */
    private List<String> clusterObjects() {
        String name = namespace + ":" + Chart.NAME;
        return Stream.of(
                        admin.rbac().clusterRoles().withName(name).get(),
                        admin.rbac().clusterRoleBindings().withName(name).get())
                .filter(object -> object instanceof ClusterRole || object instanceof ClusterRoleBinding)
                .map(object -> object.getKind())
                .toList();
    }
}
