package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.manifest.nginx.NginxConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The container of {@code web.nginxImage}: nginx with our configuration, and the store's pub/ folder from its image.
 *
 * <p>It shares {@code /tmp} with the container of php-fpm, which by that knows when nginx has ended and ends after it.
 */
final class NginxContainer {

    private NginxContainer() {}

    static Container of(SetIdentity set, MagentoReleaseSpec spec, Probe readiness) {
        return new ContainerBuilder()
                .withName(PodLayout.NGINX)
                .withImage(spec.web().nginxImage())
                .withCommand(configuration(set, spec).command())
                .withPorts(WebPod.http(spec))
                .withReadinessProbe(readiness)
                .withLifecycle(preStop(NginxConfiguration.preStop(Duration.ofSeconds(WebPod.DRAIN_SECONDS))))
                .withSecurityContext(WebPod.restricted())
                .withVolumeMounts(
                        PodVolumes.readOnly(PodLayout.RELEASE_VOLUME, PodLayout.RELEASE_MOUNT),
                        PodVolumes.writable(PodLayout.TMP_VOLUME, PodLayout.TMP_MOUNT))
                .build();
    }

    /** How the container of php-fpm ends: after nginx. */
    static Lifecycle phpLifecycle() {
        return preStop(NginxConfiguration.phpPreStop(Duration.ofSeconds(WebPod.DRAIN_SECONDS)));
    }

    /** Contents by name, for the revision's ConfigMap. */
    static Map<String, String> files(SetIdentity set, MagentoReleaseSpec spec) {
        return configuration(set, spec).files();
    }

    private static NginxConfiguration configuration(SetIdentity set, MagentoReleaseSpec spec) {
        return new NginxConfiguration(
                spec.web().port(),
                set.revision(),
                spec.web().root(),
                spec.web().readiness().path());
    }

    private static Lifecycle preStop(List<String> command) {
        // spotless:off
        return new LifecycleBuilder()
                .withNewPreStop()
                    .withNewExec()
                        .withCommand(command)
                    .endExec()
                .endPreStop()
                .build();
        // spotless:on
    }
}
