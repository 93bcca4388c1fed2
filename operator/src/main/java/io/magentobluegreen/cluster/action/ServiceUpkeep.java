package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps what the spec says of the live Service beside its selector and record: type, port and annotations; and our labels
 * and owner on it, without which the guard does not hear of it.
 *
 * <p>An update of the Service as it was read, and only where it differs, so that an idle store costs nothing, a node port
 * stays, and what others annotate stays. Which annotations came from the spec is written beside them, so that one that
 * leaves the spec leaves the Service.
 */
final class ServiceUpkeep {
    static final String FROM_SPEC = Labels.PREFIX + "annotations-of-spec";

    private final SeenStore seen;
    private final ServiceWrites services;
    private final LivingResource living;

    ServiceUpkeep(SeenStore seen, ServiceWrites services, LivingResource living) {
        this.seen = seen;
        this.services = services;
        this.living = living;
    }

    void keep() {
        boolean differs = seen.service()
                .filter(seen.ownership()::owns)
                .filter(ServiceUpkeep::isLed)
                .filter(service -> !kept(service).equals(service))
                .isPresent();
        if (!differs || seen.resource().getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        Service now = services.current();
        if (!kept(now).equals(now)) {
            // After the Service was read: whoever writes it for a newer spec makes this update a conflict.
            living.asObserved();
            services.put(kept(now), "Changed the Service as the spec says");
        }
    }

    /**
     * By a record of ours that does not leave it as it was before its adoption. One that was stripped of its record may serve what
     * was there before: our port and owner would take its customers away.
     */
    private static boolean isLed(Service service) {
        return Recorded.on(service).filter(record -> !record.servesAdopted()).isPresent();
    }

    private Service kept(Service now) {
        Service wanted = Services.applied(seen.resource());
        Service marked = Services.marked(seen.resource(), now);
        return new ServiceBuilder(marked)
                .editMetadata()
                .withAnnotations(annotations(marked.getMetadata().getAnnotations()))
                .endMetadata()
                .editSpec()
                .withType(wanted.getSpec().getType())
                .withPorts(
                        Services.isAdopted(now)
                                ? adopted(now.getSpec().getPorts().get(0), wanted)
                                : Services.ports(
                                        seen.resource(),
                                        now.getSpec().getPorts(),
                                        wanted.getSpec().getPorts()))
                .endSpec()
                .build();
    }

    private Map<String, String> annotations(Map<String, String> now) {
        Map<String, String> kept = now == null ? new HashMap<>() : new HashMap<>(now);
        Map<String, String> asked =
                new HashMap<>(seen.resource().getSpec().service().annotations());
        asked.keySet().removeIf(key -> key.startsWith(Labels.PREFIX));
        Set<String> before = Set.of(kept.getOrDefault(FROM_SPEC, "").split(","));
        kept.keySet().removeIf(key -> before.contains(key) && !asked.containsKey(key));
        kept.putAll(asked);
        kept.remove(FROM_SPEC);
        if (!asked.isEmpty()) {
            kept.put(FROM_SPEC, String.join(",", new TreeSet<>(asked.keySet())));
        }
        return kept;
    }

    /** With the name by which others know it, and what else belongs to it. */
    private static List<ServicePort> adopted(ServicePort now, Service wanted) {
        ServicePort asked = wanted.getSpec().getPorts().get(0);
        return List.of(new ServicePortBuilder(now)
                .withPort(asked.getPort())
                .withTargetPort(asked.getTargetPort())
                .build());
    }
}
