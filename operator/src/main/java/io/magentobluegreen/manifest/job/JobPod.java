package io.magentobluegreen.manifest.job;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.magentobluegreen.manifest.PodLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pod of a Job, made from the web pod of the set whose image it runs: its image, volumes, mounts, environment and
 * scheduling, pod patch included, so that what a Job sees is what the web pods see.
 *
 * <p>It gets a writable copy of {@code app/etc}, filled by an init container of the same image, as {@code setup:upgrade}
 * writes there; env.php stays mounted over it, read-only. What spreads web pods among themselves, and what makes a
 * container serve, is left out, and so are the store's own further containers, which would never end.
 *
 * @param web the pod template of the set, as its Deployment has it
 */
record JobPod(PodTemplateSpec web) {

    /** The container of the store's image: the first, unless a patch moved others before it. */
    private Container store() {
        return web.getSpec().getContainers().stream()
                .filter(container -> List.of(PodLayout.WEB, PodLayout.PHP).contains(container.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "A set's pod template has neither container " + PodLayout.WEB + " nor " + PodLayout.PHP));
    }

    String image() {
        return store().getImage();
    }

    PodSpec spec(JobStep step) {
        return new PodSpecBuilder(web.getSpec())
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(step.grace().toSeconds())
                .withActiveDeadlineSeconds(null)
                .withResources(null)
                .withTopologySpreadConstraints(List.of())
                .withReadinessGates(List.of())
                .withEphemeralContainers(List.of())
                .withHostname(null)
                .withAffinity(affinity())
                .withVolumes(volumes())
                .withInitContainers(seed(step.work().get(0).resources()))
                .withContainers(step.work().stream().map(this::worker).toList())
                .build();
    }

    private Container worker(Work work) {
        return bare(work.name(), work.resources())
                .withCommand(work.command())
                .withArgs(work.args())
                .withEnv(merged(store().getEnv(), work.environment()))
                .withVolumeMounts(mounts())
                // The script writes its verdict there, wherever a patch has the web pods write; the tail of a log is
                // none.
                .withTerminationMessagePath(null)
                .withTerminationMessagePolicy("File")
                .build();
    }

    private Container seed(ResourceRequirements resources) {
        return bare(PodLayout.SEED, resources)
                .withCommand(
                        "/bin/sh",
                        PodLayout.release(PodLayout.SEED_SCRIPT),
                        PodLayout.etc(root()),
                        PodLayout.SEED_MOUNT)
                .withEnv(List.of())
                .withEnvFrom(List.of())
                .withVolumeMounts(release(), etc(PodLayout.SEED_MOUNT))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private ContainerBuilder bare(String name, ResourceRequirements resources) {
        return new ContainerBuilder(store())
                .withName(name)
                .withArgs(List.of())
                .withPorts(List.of())
                .withReadinessProbe(null)
                .withLivenessProbe(null)
                .withStartupProbe(null)
                .withLifecycle(null)
                .withRestartPolicy(null)
                .withResizePolicy(List.of())
                .withResources(resources);
    }

    private String root() {
        return store().getEnv().stream()
                .filter(variable -> variable.getName().equals(PodLayout.ENV_ROOT))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** The store's own first, ours last: of two with one name the last one counts. */
    private static List<EnvVar> merged(List<EnvVar> web, List<EnvVar> ours) {
        Map<String, EnvVar> all = new LinkedHashMap<>();
        Stream.concat(web.stream(), ours.stream()).forEach(variable -> all.put(variable.getName(), variable));
        return List.copyOf(all.values());
    }

    private List<Volume> volumes() {
        Volume etc = new VolumeBuilder()
                .withName(PodLayout.ETC_VOLUME)
                .withEmptyDir(new EmptyDirVolumeSource())
                .build();
        return Stream.concat(web.getSpec().getVolumes().stream(), Stream.of(etc))
                .toList();
    }

    private List<VolumeMount> mounts() {
        // The folder before the file in it.
        return Stream.concat(Stream.of(etc(PodLayout.etc(root()))), store().getVolumeMounts().stream())
                .toList();
    }

    private static VolumeMount etc(String path) {
        return new VolumeMountBuilder()
                .withName(PodLayout.ETC_VOLUME)
                .withMountPath(path)
                .build();
    }

    /** Where the programs lie: a patch may not touch it. */
    private VolumeMount release() {
        return store().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(PodLayout.RELEASE_MOUNT))
                .findFirst()
                .orElseThrow();
    }

    /** A Job is one pod: keeping away from its own kind means keeping away from the web pods of every set. */
    private Affinity affinity() {
        Affinity affinity = web.getSpec().getAffinity();
        return affinity == null
                ? null
                : new AffinityBuilder(affinity).withPodAntiAffinity(null).build();
    }
}
