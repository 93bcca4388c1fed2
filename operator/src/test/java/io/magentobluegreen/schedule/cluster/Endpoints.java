package io.magentobluegreen.schedule.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One slice for each Service that selects: its pods, and whether each is ready. */
final class Endpoints {
    private static final String SERVICE = "kubernetes.io/service-name";

    private final ObjectStore store;
    private final Writes writes;

    Endpoints(ObjectStore store, Writes writes) {
        this.store = store;
        this.writes = writes;
    }

    void sync() {
        List.copyOf(store.<Service>all(Kind.SERVICE)).stream()
                .filter(service -> !selector(service).isEmpty())
                .forEach(this::sync);
    }

    private static Map<String, String> selector(Service service) {
        return Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of());
    }

    private void sync(Service service) {
        String name = service.getMetadata().getName() + "-slice";
        List<Endpoint> wanted = endpoints(service);
        Optional<EndpointSlice> found = store.<EndpointSlice>find(Kind.SLICE, name);
        if (found.isPresent() && !Pods.isOwnedBy(service, found.get())) {
            writes.delete(found.get());
            return;
        }
        if (found.isEmpty()) {
            writes.create(slice(service, name, wanted));
        } else if (!wanted.equals(found.get().getEndpoints())) {
            writes.update(
                    new EndpointSliceBuilder(found.get()).withEndpoints(wanted).build());
        }
    }

    private List<Endpoint> endpoints(Service service) {
        return store.<Pod>all(Kind.POD).stream()
                .filter(pod -> Pods.selects(selector(service), pod))
                .filter(pod -> !Pods.hasEnded(pod) && pod.getStatus() != null)
                .map(Endpoints::endpoint)
                .toList();
    }

    private static Endpoint endpoint(Pod pod) {
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions()
                .withReady(Pods.isReady(pod))
                .withTerminating(Pods.leaves(pod))
                .endConditions()
                .withNewTargetRef()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .endTargetRef()
                .build();
    }

    private static EndpointSlice slice(Service service, String name, List<Endpoint> endpoints) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(service.getMetadata().getNamespace())
                .withLabels(service.getMetadata().getLabels())
                .addToLabels(SERVICE, service.getMetadata().getName())
                .withOwnerReferences(Pods.owner(service))
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(endpoints)
                .build();
    }
}
