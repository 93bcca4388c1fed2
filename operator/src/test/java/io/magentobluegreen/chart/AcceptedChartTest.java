package io.magentobluegreen.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.chart.generated.Kustomize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes what the chart and Kustomize render, field by field; it has to be asked, as nothing is made. */
@NeedsRealApiServer
class AcceptedChartTest {

    /** A part of Prometheus' operator's own definitions, with the fields that the chart uses. */
    private static final Path MONITORING = Path.of("src/test/resources/chart/monitoring-definitions.yaml");

    @TempDir
    private Path folder;

    private Kubectl kubectl;

    static Stream<ChartCase> cases() throws IOException {
        return ChartCase.all();
    }

    static Stream<String> kustomizations() {
        return Stream.of("base", "one-namespace", "operator", "operator-one-namespace", "crd");
    }

    @BeforeAll
    static void makeWhatTheObjectsNeed(@TempDir Path folder) {
        new Kubectl(folder).run("apply", "--server-side", "-f", MONITORING.toString());
        for (String name : List.of("operators", "shop", "outlet", "monitoring", "releases", Chart.NAME)) {
            RealApiServer.require()
                    .admin()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                            .endMetadata()
                            .build())
                    .serverSideApply();
        }
        new Kubectl(folder).run("wait", "--for=condition=Established", "-f", MONITORING.toString());
    }

    @BeforeEach
    void haveAKubectl() {
        kubectl = new Kubectl(folder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void takesWhatTheChartRenders(ChartCase values) throws IOException {
        Path file = Files.writeString(folder.resolve("all.yaml"), Chart.text("operators", values.values()));

        String said = kubectl.applyDry("-f", file);

        assertThat(said.lines().filter(line -> line.endsWith("serverside-applied (server dry run)")))
                .hasSameSizeAs(values.objects("operators"));
        assertThat(said).doesNotContain("Warning");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kustomizations")
    void takesWhatKustomizeBuilds(String base) {
        String said = kubectl.applyDry("-k", Kustomize.FOLDER.resolve(base));

        assertThat(said).contains("(server dry run)").doesNotContain("Warning");
    }

    @Test
    void takesTheOverlayThatItsReadmeShows() throws IOException {
        Path overlay = Files.createDirectory(folder.resolve("overlay"));
        Files.writeString(overlay.resolve("kustomization.yaml"), shown(overlay));

        String built = kubectl.run("kustomize", overlay.toString());
        String said = kubectl.applyDry("-f", Files.writeString(folder.resolve("built.yaml"), built));

        assertThat(said)
                .contains("servicemonitor", "prometheusrule", "networkpolicy", "configmap", "clusterrolebinding");
        assertThat(built)
                .contains("namespace: releases", "image: registry.example.com/platform/magento-release-operator:1.2.3")
                .doesNotContain("namespace: " + Chart.NAME);
    }

    /** The snippet, for a folder that is not beside this project. */
    private static String shown(Path overlay) {
        String readme = ChartCase.read(Kustomize.FOLDER.resolve("README.md"));
        String snippet = readme.split("```yaml\n", 2)[1].split("```", 2)[0];
        return snippet.replace(
                "../helm",
                overlay.toAbsolutePath().relativize(Chart.FOLDER.getParent()).toString());
    }
}
