package io.magentobluegreen.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.SetIdentity;
import io.magentobluegreen.manifest.WebPod;
import io.magentobluegreen.manifest.podpatch.PodPatch;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The pods that the stores beside the Dockerfile get. */
class ImageStoresTest {
    private static final String MEDIA = "/var/www/html/pub/media";

    @Test
    void shareWhatCustomersUploadAmongBothContainers() throws IOException {
        PodTemplateSpec pod = podOf("store.yaml");

        assertThat(pod.getSpec().getContainers())
                .extracting(Container::getName)
                .containsExactlyInAnyOrder("php", "nginx");
        assertThat(pod.getSpec().getContainers())
                .allSatisfy(container -> assertThat(container.getVolumeMounts())
                        .extracting(VolumeMount::getMountPath)
                        .contains(MEDIA));
    }

    @Test
    void drainByTheImagesOwnProgramWhereItBringsItsNginx() throws IOException {
        Container web = podOf("store-own-nginx.yaml").getSpec().getContainers().get(0);

        assertThat(web.getLifecycle().getPreStop().getSleep()).isNull();
        assertThat(web.getLifecycle().getPreStop().getExec().getCommand()).containsExactly("serve", "drain", "10");
    }

    private static PodTemplateSpec podOf(String example) throws IOException {
        MagentoRelease store =
                Serialization.unmarshal(Files.readString(Dockerfile.FOLDER.resolve(example)), MagentoRelease.class);
        SetIdentity set = new SetIdentity("shop", "shop", "uid", "0123456789", "blue");
        return ((PodPatch.Patched) WebPod.of(set, store.getSpec())).template();
    }
}
