package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.magentobluegreen.manifest.Names;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The endpoints of the live Service that are pods of one set. Slices are read as a union: one pod may be in several,
 * and the mirroring controller adds a slice where a selector is empty.
 *
 * @param referenced names of the set's pods in any slice, whatever their state
 * @param ready names of those that are ready and not terminating
 * @param foreignReady how many ready endpoints are not the set's
 */
public record SetEndpoints(Set<String> referencedPods, Set<String> ready, int foreignReady) {
    /** The label by which the cluster says whose a slice is. */
    public static final String SERVICE_LABEL = "kubernetes.io/service-name";

    public static SetEndpoints of(Collection<EndpointSlice> slices, String store, String revision) {
        String prefix = Names.set(store, revision) + "-";
        Set<String> all = names(endpoints(slices));
        Set<String> ready = names(endpoints(slices).filter(SetEndpoints::isReady));
        return new SetEndpoints(
                startingWith(prefix, all),
                startingWith(prefix, ready),
                ready.size() - startingWith(prefix, ready).size());
    }

    public boolean referenced() {
        return !referencedPods.isEmpty();
    }

    private static Stream<Endpoint> endpoints(Collection<EndpointSlice> slices) {
        // A slice without endpoints has null here, not an empty list.
        return slices.stream()
                .map(EndpointSlice::getEndpoints)
                .filter(Objects::nonNull)
                .flatMap(List::stream);
    }

    /** Kubernetes says of a null that consumers should take it for ready. */
    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }

    /** An endpoint that names no pod is known by its addresses. */
    private static Set<String> names(Stream<Endpoint> endpoints) {
        return endpoints
                .map(endpoint -> endpoint.getTargetRef() == null
                        ? endpoint.getAddresses().toString()
                        : endpoint.getTargetRef().getName())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> startingWith(String prefix, Set<String> names) {
        return names.stream().filter(name -> name.startsWith(prefix)).collect(Collectors.toUnmodifiableSet());
    }
}
