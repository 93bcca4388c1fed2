package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SetObjectsTest {

    private final ManifestCase smallest = ManifestCase.read(Path.of("src/test/resources/manifests/smallest"));

    @ParameterizedTest
    @MethodSource("io.magentobluegreen.manifest.GoldenManifestsTest#cases")
    void remembersTheDeploymentAsItWasMade(Path folder) {
        ManifestCase made = ManifestCase.read(folder);
        ConfigMap configMap = (ConfigMap) made.objects().get("configmap");

        Deployment remembered = SetObjects.remembered(configMap, Map.of("example.com/record", "{}"), 3);

        assertThat(remembered)
                .isEqualTo(new DeploymentBuilder(made.deployment())
                        .editSpec()
                        .withReplicas(3)
                        .endSpec()
                        .build());
    }

    @Test
    void remembersNoRecordThatIsOld() {
        ConfigMap configMap = (ConfigMap) smallest.objects().get("configmap");

        Deployment remembered = SetObjects.remembered(configMap, Map.of(), 1);

        assertThat(remembered.getMetadata().getAnnotations()).doesNotContainKey("example.com/record");
    }

    @Test
    void writesTheSameBytesEachTime() {
        assertThat(smallest.objects().get("configmap"))
                .isEqualTo(smallest.objects().get("configmap"));
    }

    @Test
    void namesTheConfigMapThatHoldsNoDeployment() {
        ConfigMap foreign = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("shop-0123456789")
                .endMetadata()
                .withData(Map.of())
                .build();

        assertThatThrownBy(() -> SetObjects.remembered(foreign, Map.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ConfigMap shop-0123456789 holds no Deployment");
    }
}
