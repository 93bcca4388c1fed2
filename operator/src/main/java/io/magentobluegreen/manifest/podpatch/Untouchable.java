package io.magentobluegreen.manifest.podpatch;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.PodLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a patch may not touch: the labels by which sets are found, the image and the containers themselves, the port
 * that Services send to and the probe that says when, the env.php mounts with their volumes and variables, and the
 * restart policy.
 *
 * <p>The writable folders {@code var} and {@code /tmp} are not among them: giving them a size or another volume is a
 * common wish and harms no release.
 */
record Untouchable(PodTemplateSpec base) {

    private static final List<String> ENV_VOLUMES = List.of(PodLayout.RELEASE_VOLUME, PodLayout.ENV_VOLUME);

    static Untouchable in(PodTemplateSpec base) {
        return new Untouchable(base);
    }

    /** @throws RefusedPatch for the first thing that was touched */
    void compare(PodTemplateSpec patched) {
        refuseIf(patched.getMetadata() == null || patched.getSpec() == null, "metadata and spec may not be removed");
        compareLabels(patched);
        compareVolumes(patched);
        refuseIf(
                !Objects.equals(
                        base.getSpec().getRestartPolicy(), patched.getSpec().getRestartPolicy()),
                "spec.restartPolicy may not be changed");
        for (Container ours : base.getSpec().getContainers()) {
            compareContainer(ours, patched.getSpec().getContainers());
        }
        refuseServedPorts(patched.getSpec());
    }

    private void compareLabels(PodTemplateSpec patched) {
        compareOurs(
                "label", base.getMetadata().getLabels(), patched.getMetadata().getLabels(), key -> true);
        compareOurs(
                "annotation",
                base.getMetadata().getAnnotations(),
                patched.getMetadata().getAnnotations(),
                key -> key.startsWith(Labels.PREFIX));
    }

    private void compareOurs(
            String what, Map<String, String> before, Map<String, String> after, Predicate<String> protects) {
        before.forEach((key, value) -> refuseIf(
                protects.test(key) && !value.equals(after.get(key)),
                what + " " + key + " is the operator's and may not be changed"));
        after.keySet()
                .forEach(key -> refuseIf(
                        key.startsWith(Labels.PREFIX) && !before.containsKey(key),
                        what + " " + key + " may not be added: the prefix is the operator's"));
    }

    private void compareVolumes(PodTemplateSpec patched) {
        for (String name : ENV_VOLUMES) {
            refuseIf(
                    !Objects.equals(volume(base, name), volume(patched, name)),
                    "volume " + name + " holds the release's env.php and may not be changed");
        }
    }

    private static Optional<Volume> volume(PodTemplateSpec template, String name) {
        return template.getSpec().getVolumes().stream()
                .filter(volume -> name.equals(volume.getName()))
                .findFirst();
    }

    private void compareContainer(Container ours, List<Container> patched) {
        String name = ours.getName();
        Container theirs = patched.stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst()
                .orElseThrow(() -> new RefusedPatch("container " + name + " may not be removed"));
        refuseIf(
                !Objects.equals(ours.getImage(), theirs.getImage()),
                "the image of container " + name + " may not be changed: set the image in the spec, so that it is a"
                        + " release");
        refuseIf(
                ours.getReadinessProbe() != null && theirs.getReadinessProbe() == null,
                "the readiness probe of container " + name
                        + " may not be removed: Services would send customers to a pod that does not answer yet");
        compareEntries(ours, theirs, "port", Container::getPorts, Untouchable::isServed, ContainerPort::getName);
        compareEntries(ours, theirs, "variable", Container::getEnv, Untouchable::steersEnv, EnvVar::getName);
        compareEntries(
                ours,
                theirs,
                "mount",
                Container::getVolumeMounts,
                mount -> holdsEnv(ours, mount),
                VolumeMount::getMountPath);
    }

    /** Of two ports with the name that Services send to, the first container's is taken: a patch adds before ours. */
    private void refuseServedPorts(PodSpec patched) {
        List<String> ours =
                base.getSpec().getContainers().stream().map(Container::getName).toList();
        Stream.concat(patched.getContainers().stream(), patched.getInitContainers().stream())
                .filter(container -> !ours.contains(container.getName()))
                .filter(container -> container.getPorts().stream().anyMatch(Untouchable::isServed))
                .findFirst()
                .ifPresent(container -> {
                    throw new RefusedPatch("port " + PodLayout.HTTP + " may not be added to container "
                            + container.getName() + ": Services would send customers there; give it another name");
                });
    }

    private static <T> void compareEntries(
            Container ours,
            Container theirs,
            String what,
            Function<Container, List<T>> list,
            Predicate<T> protects,
            Function<T, String> name) {
        List<T> before = list.apply(ours).stream().filter(protects).toList();
        List<T> after = list.apply(theirs).stream().filter(protects).toList();
        before.stream().filter(entry -> !after.contains(entry)).findFirst().ifPresent(entry -> {
            throw new RefusedPatch(what + " " + name.apply(entry) + " of container " + ours.getName()
                    + " is the operator's and may not be changed or removed");
        });
        after.stream().filter(entry -> !before.contains(entry)).findFirst().ifPresent(entry -> {
            throw new RefusedPatch(what + " " + name.apply(entry) + " may not be added to container " + ours.getName()
                    + ": it would take the place of one of the operator's");
        });
    }

    private static boolean isServed(ContainerPort port) {
        return PodLayout.HTTP.equals(port.getName());
    }

    private static boolean steersEnv(EnvVar variable) {
        return variable.getName().startsWith(PodLayout.ENV_PREFIX)
                || variable.getName().equals(PodLayout.ENV_ROOT)
                || variable.getName().equals(PodLayout.ENV_REVISION);
    }

    /**
     * Mounts of the volumes that hold env.php, and whatever would lie over, inside or right around one of them: around
     * env.php a Job has its own copy of the folder.
     */
    private static boolean holdsEnv(Container ours, VolumeMount mount) {
        return ENV_VOLUMES.contains(mount.getName())
                || ours.getVolumeMounts().stream()
                        .filter(held -> ENV_VOLUMES.contains(held.getName()))
                        .anyMatch(held -> isNear(mount.getMountPath(), held.getMountPath()));
    }

    private static boolean isNear(String path, String held) {
        Path normal = Path.of("/", path).normalize();
        return normal.startsWith(held) || normal.equals(Path.of(held).getParent());
    }

    private static void refuseIf(boolean touched, String sentence) {
        if (touched) {
            throw new RefusedPatch(sentence);
        }
    }
}
