package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.manifest.nginx.NginxConfiguration;
import io.magentobluegreen.manifest.podpatch.PodPatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pod of a set: the store's image with the release's env.php mounted read-only, and nginx in front of it where the
 * spec names an image for that.
 *
 * <p>Where nginx serves, the container of the store's image is called {@code php} and runs php-fpm; otherwise it is
 * called {@code web} and brings a server of its own. Either way exactly one container has the port named {@code http},
 * to which Services send. Everything fits the restricted Pod Security level unless a patch takes it out of there.
 *
 * <p>Ending a pod takes two things. Its {@code preStop} waits until every node has heard that it is going, so that no
 * new connection is refused; and the grace period leaves the requests under way time to end after that.
 */
public final class WebPod {

    /** Seconds a pod goes on serving after it was told to go. */
    static final int DRAIN_SECONDS = 10;

    /** The drain, and time for the longest request that is under way. */
    static final int GRACE_SECONDS = 60;

    private WebPod() {}

    /** The template with {@code web.podPatch} merged in, or why there cannot be one. */
    public static PodPatch.Result of(SetIdentity set, MagentoReleaseSpec spec) {
        Optional<String> refusal = unservable(spec);
        if (refusal.isPresent()) {
            return new PodPatch.Refused(refusal.get());
        }
        return PodPatch.apply(unpatched(set, spec), spec.web().podPatch());
    }

    /** Why there cannot be a template, as {@link #of} says; asked at every look, so nothing is made where nothing patches. */
    public static Optional<String> refusal(SetIdentity set, MagentoReleaseSpec spec) {
        if (spec.web().podPatch().isEmpty()) {
            return unservable(spec);
        }
        return of(set, spec) instanceof PodPatch.Refused refused ? Optional.of(refused.sentence()) : Optional.empty();
    }

    private static Optional<String> unservable(MagentoReleaseSpec spec) {
        return spec.web().nginxImage() == null
                ? Optional.empty()
                : NginxConfiguration.refusal(spec.web().readiness().path());
    }

    static PodTemplateSpec unpatched(SetIdentity set, MagentoReleaseSpec spec) {
        boolean nginx = spec.web().nginxImage() != null;
        Container store = store(set, spec, nginx);
        // spotless:off
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                    .withLabels(Labels.set(set))
                    .withAnnotations(Map.of(Annotations.IMAGE, spec.image()))
                .endMetadata()
                .withNewSpec()
                    .withRestartPolicy("Always")
                    .withAutomountServiceAccountToken(false)
                    .withEnableServiceLinks(false)
                    .withTerminationGracePeriodSeconds((long) GRACE_SECONDS)
                    .withNewSecurityContext()
                        .withRunAsNonRoot(true)
                        .withNewSeccompProfile()
                            .withType("RuntimeDefault")
                        .endSeccompProfile()
                    .endSecurityContext()
                    .withImagePullSecrets(spec.imagePullSecrets())
                    .withContainers(nginx ? List.of(store, NginxContainer.of(set, spec, readiness(spec))) : List.of(store))
                    .withVolumes(PodVolumes.of(set, spec))
                    .withTopologySpreadConstraints(spread(set))
                .endSpec()
                .build();
        // spotless:on
    }

    private static Container store(SetIdentity set, MagentoReleaseSpec spec, boolean nginx) {
        String root = spec.web().root();
        // No liveness probe: a restart heals nothing that a request would not, and a slow database would restart all.
        return new ContainerBuilder()
                .withName(nginx ? PodLayout.PHP : PodLayout.WEB)
                .withImage(spec.image())
                .withPorts(nginx ? List.of() : List.of(http(spec)))
                .withEnv(environment(set, root))
                .withEnvFrom(spec.env().from())
                .withResources(spec.web().resources())
                .withReadinessProbe(nginx ? null : readiness(spec))
                .withLifecycle(nginx ? NginxContainer.phpLifecycle() : drain())
                .withSecurityContext(restricted())
                .withVolumeMounts(PodVolumes.mounts(root))
                .build();
    }

    /** All of them are set here, so that no {@code envFrom} can set them. */
    private static List<EnvVar> environment(SetIdentity set, String root) {
        return List.of(
                new EnvVar(PodLayout.ENV_ROOT, root, null),
                new EnvVar(PodLayout.ENV_BASE, PodLayout.baseEnv(), null),
                new EnvVar(PodLayout.ENV_OVERRIDES, PodLayout.release(PodLayout.OVERRIDES), null),
                new EnvVar(PodLayout.ENV_REVISION, set.revision(), null));
    }

    static ContainerPort http(MagentoReleaseSpec spec) {
        return new ContainerPortBuilder()
                .withName(PodLayout.HTTP)
                .withContainerPort(spec.web().port())
                .withProtocol("TCP")
                .build();
    }

    /** Ready is local: web server and php-fpm answer. It runs no Magento code, because green starts before the upgrade. */
    private static Probe readiness(MagentoReleaseSpec spec) {
        Integer port = spec.web().readiness().port();
        // spotless:off
        return new ProbeBuilder()
                .withNewHttpGet()
                    .withPath(spec.web().readiness().path())
                    .withPort(port == null ? new IntOrString(PodLayout.HTTP) : new IntOrString(port))
                    .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(2)
                .withTimeoutSeconds(2)
                .withFailureThreshold(3)
                .withSuccessThreshold(1)
                .build();
        // spotless:on
    }

    private static Lifecycle drain() {
        // spotless:off
        return new LifecycleBuilder()
                .withNewPreStop()
                    .withNewSleep((long) DRAIN_SECONDS)
                .endPreStop()
                .build();
        // spotless:on
    }

    static SecurityContext restricted() {
        // spotless:off
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                    .withDrop("ALL")
                .endCapabilities()
                .build();
        // spotless:on
    }

    /** A wish, not a demand: a store on one node starts as well. */
    private static TopologySpreadConstraint spread(SetIdentity set) {
        // spotless:off
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                    .withMatchLabels(Labels.selector(set))
                .endLabelSelector()
                .build();
        // spotless:on
    }
}
