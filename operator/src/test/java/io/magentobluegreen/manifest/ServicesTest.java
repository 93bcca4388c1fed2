package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.magentobluegreen.api.MagentoRelease;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicesTest {

    private final ManifestCase nodePort = ManifestCase.read(Path.of("src/test/resources/manifests/without-snapshot"));
    private final MagentoRelease release = nodePort.release();

    @Test
    void selectsNoSetBeforeTheFirstFlip() {
        assertThat(Services.nothing("shop"))
                .containsOnlyKeys(Labels.STORE, Labels.ROLE, Labels.COLOUR, Labels.REVISION)
                .isNotEqualTo(Labels.selector(nodePort.set()))
                .containsEntry(Labels.REVISION, "none");
    }

    @Test
    void appliesNeitherSelectorNorRecord() {
        Service applied = Services.applied(release);

        assertThat(applied.getSpec().getSelector()).isNullOrEmpty();
        assertThat(applied.getMetadata().getAnnotations()).containsOnlyKeys(Annotations.DESCRIPTION);
    }

    @Test
    void sendsToThePortByName() {
        assertThat(Services.applied(release).getSpec().getPorts())
                .allSatisfy(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
    }

    @Test
    void keepsAddressAndNodePortOfADeletedService() {
        Service last = new ServiceBuilder(Services.applied(release))
                .editSpec()
                .withClusterIP("10.96.0.7")
                .withClusterIPs("10.96.0.7")
                .editFirstPort()
                .withNodePort(30080)
                .endPort()
                .endSpec()
                .build();

        Service again =
                Services.recreated(release, last, Labels.selector(nodePort.set()), Map.of("example.com/r", "1"));

        assertThat(again.getSpec().getClusterIP()).isEqualTo("10.96.0.7");
        assertThat(again.getSpec().getPorts().get(0).getNodePort()).isEqualTo(30080);
        assertThat(again.getSpec().getSelector()).isEqualTo(Labels.selector(nodePort.set()));
        assertThat(again.getMetadata().getAnnotations()).containsEntry("example.com/r", "1");
    }

    @Test
    void writesNoRecordThatTheSpecForges() {
        MagentoRelease forging = ManifestCase.read(Path.of("src/test/resources/manifests/everything"))
                .release();

        assertThat(Services.applied(forging).getMetadata().getAnnotations())
                .containsEntry("example.com/balancer", "internal")
                .doesNotContainKey("magento-bluegreen.io/live");
    }
}
