package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.podpatch.PodPatch;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebPodTest {

    @ParameterizedTest
    @MethodSource("io.magentobluegreen.manifest.GoldenManifestsTest#cases")
    void outlivesItsDrain(Path folder) {
        PodSpec pod =
                ManifestCase.read(folder).deployment().getSpec().getTemplate().getSpec();

        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(WebPod.DRAIN_SECONDS * 2L);
        assertThat(pod.getContainers())
                .filteredOn(container -> !container.getName().equals("metrics"))
                .allSatisfy(container ->
                        assertThat(container.getLifecycle().getPreStop()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("io.magentobluegreen.manifest.GoldenManifestsTest#cases")
    void hasOneContainerThatServes(Path folder) {
        PodSpec pod =
                ManifestCase.read(folder).deployment().getSpec().getTemplate().getSpec();

        assertThat(pod.getContainers())
                .filteredOn(container -> container.getPorts().stream().anyMatch(port -> "http".equals(port.getName())))
                .hasSize(1)
                .allSatisfy(
                        container -> assertThat(container.getReadinessProbe()).isNotNull());
    }

    @Test
    void refusesAReadinessPathThatTheStoreAnswers() {
        MagentoRelease release = Yaml.parse("""
                metadata: {name: shop, namespace: shop, uid: "1"}
                spec:
                  image: registry.example.com/shop/php:1
                  env: {secretName: shop-env}
                  verification: {host: www.example.com}
                  web: {nginxImage: "registry.example.com/shop/nginx:1", readiness: {path: /index.php}}
                """, MagentoRelease.class);

        PodPatch.Result result = WebPod.of(new ManifestCase(release).set(), release.getSpec());

        assertThat(result)
                .isInstanceOfSatisfying(
                        PodPatch.Refused.class,
                        refused -> assertThat(refused.sentence())
                                .contains("web.readiness.path /index.php is a page of the store"));
    }
}
