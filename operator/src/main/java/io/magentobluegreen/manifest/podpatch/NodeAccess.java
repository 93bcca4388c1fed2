package io.magentobluegreen.manifest.podpatch;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a patch may not open: the node that the pod runs on, with its files, processes, network and kernel. Jobs get the
 * patch's volumes and scheduling as well, so a way to the node would be one for every program of the image.
 *
 * <p>These are rules of the Pod Security level {@code baseline}, kept whatever level the namespace has. What else a patch
 * takes out of {@code restricted}, a user for example, is for the namespace's level to decide.
 */
final class NodeAccess {

    /** Those that every container runtime gives anyway, by the level's own list. */
    private static final Set<String> HARMLESS_CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    /** Those that reach no further than the pod, by the level's own list. */
    private static final Set<String> POD_SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.ping_group_range",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_rmem",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.tcp_wmem");

    private static final String UNCONFINED = "Unconfined";

    private NodeAccess() {}

    /** @throws RefusedPatch for the first way to the node */
    static void refuse(PodSpec pod) {
        refuseIf(isTrue(pod.getHostNetwork()), "spec.hostNetwork opens the node's network: take it out");
        refuseIf(isTrue(pod.getHostPID()), "spec.hostPID opens the node's processes: take it out");
        refuseIf(isTrue(pod.getHostIPC()), "spec.hostIPC opens the node's memory: take it out");
        pod.getVolumes().forEach(NodeAccess::refuse);
        Optional.ofNullable(pod.getSecurityContext()).ifPresent(NodeAccess::refuse);
        containers(pod).forEach(NodeAccess::refuse);
    }

    private static void refuse(Volume volume) {
        refuseIf(
                volume.getHostPath() != null,
                "volume " + volume.getName()
                        + " is a hostPath and opens the node's files: use a persistentVolumeClaim or an emptyDir");
    }

    private static void refuse(PodSecurityContext pod) {
        String where = "spec.securityContext";
        refuseUnconfined(where, pod.getSeccompProfile());
        refuseIf(
                pod.getAppArmorProfile() != null
                        && UNCONFINED.equals(pod.getAppArmorProfile().getType()),
                where + ".appArmorProfile is Unconfined and opens the node's kernel: take it out");
        refuseHostProcess(where, pod.getWindowsOptions());
        pod.getSysctls().stream()
                .map(sysctl -> sysctl.getName())
                .filter(name -> !POD_SYSCTLS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RefusedPatch(where + ".sysctls sets " + name + " of the whole node: take it out");
                });
    }

    private static void refuse(Container container) {
        String where = "container " + container.getName();
        container.getPorts().stream()
                .filter(NodeAccess::isOfTheNode)
                .findFirst()
                .ifPresent(port -> {
                    throw new RefusedPatch(where + " takes the node's port " + port.getHostPort()
                            + ": take the hostPort out, a Service reaches the pod without it");
                });
        Optional.ofNullable(container.getSecurityContext()).ifPresent(context -> refuse(where, context));
    }

    private static void refuse(String where, SecurityContext context) {
        refuseIf(isTrue(context.getPrivileged()), where + " is privileged, which opens the node: take that out");
        refuseIf(
                context.getProcMount() != null && !context.getProcMount().equals("Default"),
                where + " unmasks /proc, which opens the node's kernel: take procMount out");
        refuseUnconfined(where, context.getSeccompProfile());
        refuseIf(
                context.getAppArmorProfile() != null
                        && UNCONFINED.equals(context.getAppArmorProfile().getType()),
                where + ".appArmorProfile is Unconfined and opens the node's kernel: take it out");
        refuseHostProcess(where, context.getWindowsOptions());
        Optional.ofNullable(context.getCapabilities()).map(Capabilities::getAdd).stream()
                .flatMap(List::stream)
                .filter(capability -> !HARMLESS_CAPABILITIES.contains(capability))
                .findFirst()
                .ifPresent(capability -> {
                    throw new RefusedPatch(
                            where + " adds the capability " + capability + ", which opens the node: take it out");
                });
    }

    private static void refuseUnconfined(String where, SeccompProfile profile) {
        refuseIf(
                profile != null && UNCONFINED.equals(profile.getType()),
                where + ".seccompProfile is Unconfined and opens the node's kernel: say RuntimeDefault");
    }

    private static void refuseHostProcess(String where, WindowsSecurityContextOptions windows) {
        refuseIf(
                windows != null && isTrue(windows.getHostProcess()),
                where + ".windowsOptions.hostProcess opens the node: take it out");
    }

    private static boolean isOfTheNode(ContainerPort port) {
        return port.getHostPort() != null && port.getHostPort() != 0;
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static void refuseIf(boolean opens, String sentence) {
        if (opens) {
            throw new RefusedPatch(sentence);
        }
    }
}
