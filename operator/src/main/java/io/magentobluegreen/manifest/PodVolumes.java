package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.magentobluegreen.api.MagentoReleaseSpec;
import java.util.List;

/**
 * The volumes of a release's pods, and where the container of the store's image mounts them.
 *
 * <p>The wrapper is mounted as a single file and read-only: Magento overwrites a writable env.php, passwords and all.
 */
final class PodVolumes {

    private PodVolumes() {}

    static List<Volume> of(SetIdentity set, MagentoReleaseSpec spec) {
        return List.of(release(set), env(set, spec), empty(PodLayout.VAR_VOLUME), empty(PodLayout.TMP_VOLUME));
    }

    static List<VolumeMount> mounts(String root) {
        return List.of(
                readOnly(PodLayout.RELEASE_VOLUME, PodLayout.RELEASE_MOUNT),
                readOnly(PodLayout.ENV_VOLUME, PodLayout.ENV_MOUNT),
                new VolumeMountBuilder(readOnly(PodLayout.RELEASE_VOLUME, PodLayout.magentoEnv(root)))
                        .withSubPath(PodLayout.ENV_FILE)
                        .build(),
                writable(PodLayout.VAR_VOLUME, PodLayout.var(root)),
                writable(PodLayout.TMP_VOLUME, PodLayout.TMP_MOUNT));
    }

    /** Whole, without naming its files: an older operator may have made it, with other programs. */
    private static Volume release(SetIdentity set) {
        // spotless:off
        return new VolumeBuilder()
                .withName(PodLayout.RELEASE_VOLUME)
                .withNewConfigMap()
                    .withName(set.name())
                .endConfigMap()
                .build();
        // spotless:on
    }

    private static Volume env(SetIdentity set, MagentoReleaseSpec spec) {
        boolean snapshot = spec.env().snapshot();
        // spotless:off
        return new VolumeBuilder()
                .withName(PodLayout.ENV_VOLUME)
                .withNewSecret()
                    .withSecretName(snapshot ? set.name() : spec.env().secretName())
                    .withItems(
                            new KeyToPath(snapshot ? PodLayout.ENV_FILE : spec.env().key(), null, PodLayout.ENV_FILE))
                .endSecret()
                .build();
        // spotless:on
    }

    /** A volume that is as old as its pod. */
    static Volume empty(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withEmptyDir(new EmptyDirVolumeSource())
                .build();
    }

    static VolumeMount readOnly(String volume, String path) {
        return new VolumeMountBuilder(writable(volume, path)).withReadOnly(true).build();
    }

    static VolumeMount writable(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }
}
