package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.magentobluegreen.simulation.network.PodNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One slice for each Service that selects: its pods, and whether each is ready. A Service that selects nothing by name is left alone. */
final class EndpointSliceController implements Controller {
    private static final String SERVICE = "kubernetes.io/service-name";

    private final Writes writes;

    EndpointSliceController(Writes writes) {
        this.writes = writes;
    }

    @Override
    public void reconcile(Scene scene) {
        scene.services().stream()
                .filter(service -> !Scene.leaves(service) && !selector(service).isEmpty())
                .forEach(service -> reconcile(service, scene));
    }

    private static Map<String, String> selector(Service service) {
        return Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of());
    }

    private void reconcile(Service service, Scene scene) {
        EndpointSlice wanted = slice(service, endpoints(service, scene));
        Optional<EndpointSlice> found = Scene.ownedBy(service, scene.slices()).stream()
                .filter(slice -> !Scene.leaves(slice))
                .findFirst();
        if (found.isEmpty()) {
            writes.create(wanted);
        } else if (!endpoints(found.get()).equals(endpoints(wanted))) {
            wanted.getMetadata().setResourceVersion(found.get().getMetadata().getResourceVersion());
            writes.update(wanted);
        }
    }

    private static List<Endpoint> endpoints(EndpointSlice slice) {
        return Objects.requireNonNullElse(slice.getEndpoints(), List.of());
    }

    private static List<Endpoint> endpoints(Service service, Scene scene) {
        return scene.pods().stream()
                .filter(pod -> Scene.selects(selector(service), pod))
                .filter(pod -> !Scene.hasEnded(pod))
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
                .map(EndpointSliceController::endpoint)
                .toList();
    }

    private static Endpoint endpoint(Pod pod) {
        // spotless:off
        return new EndpointBuilder()
                .withAddresses(PodNetwork.endpointAddress(port(pod)))
                .withNewConditions()
                    .withReady(Scene.isReady(pod) && !Scene.leaves(pod))
                    .withServing(Scene.isReady(pod))
                    .withTerminating(Scene.leaves(pod))
                .endConditions()
                .withNewTargetRef()
                    .withKind("Pod")
                    .withNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
        // spotless:on
    }

    private static int port(Pod pod) {
        return ReplicaSetController.httpPort(pod)
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(0);
    }

    private static EndpointSlice slice(Service service, List<Endpoint> endpoints) {
        EndpointPort port = new EndpointPortBuilder()
                .withName("http")
                .withProtocol("TCP")
                .withPort(8080)
                .build();
        // spotless:off
        return new EndpointSliceBuilder()
                .withNewMetadata()
                    .withName(service.getMetadata().getName() + "-" + Owners.suffix(service))
                    .withNamespace(service.getMetadata().getNamespace())
                    .withLabels(service.getMetadata().getLabels())
                    .addToLabels(SERVICE, service.getMetadata().getName())
                    .withOwnerReferences(Owners.controller(service))
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(endpoints)
                .withPorts(port)
                .build();
        // spotless:on
    }
}
