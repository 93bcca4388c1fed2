package io.magentobluegreen.chart.install;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.magentobluegreen.chart.Chart;
import java.nio.file.Path;

/** The chart, installed by Helm as a library under the chart's own name into one namespace of a cluster. */
public record HelmRelease(String kubeconfig, String namespace) {

    public Release install(Path chart, String values) {
        return Chart.withFile(
                values,
                file -> new Helm(chart)
                        .install()
                        .withName(Chart.NAME)
                        .withNamespace(namespace)
                        .withKubeConfigContents(kubeconfig)
                        .withValuesFile(file)
                        .call());
    }

    /** To the chart as it is in this project. */
    public Release upgrade(String values) {
        return Chart.withFile(
                values,
                file -> Chart.helm()
                        .upgrade()
                        .withName(Chart.NAME)
                        .withNamespace(namespace)
                        .withKubeConfigContents(kubeconfig)
                        .withValuesFile(file)
                        .call());
    }

    /** What Helm says; it names what it kept. */
    public String uninstall() {
        return Helm.uninstall(Chart.NAME)
                .withNamespace(namespace)
                .withKubeConfigContents(kubeconfig)
                .call();
    }
}
