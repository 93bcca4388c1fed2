package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The live Service and the preview Service of a store.
 *
 * <p>The live Service has two writers that never meet: what the spec says of it is applied whole by server-side apply,
 * without selector and record; selector and record are written together by updates of the Service as it was read. So its
 * first form is POSTed with both, and the applied form names neither.
 *
 * <p>{@code targetPort} is the container port's name: two sets may serve on different numbers.
 */
public final class Services {

    /** Value of {@link Labels#SERVICE} on the live Service. */
    public static final String LIVE = "live";

    /** Value of {@link Labels#SERVICE} on the preview Service. */
    public static final String PREVIEW = "preview";

    /** Stands in a selector for a colour or revision that no pod has. */
    private static final String NOTHING = "none";

    private Services() {}

    /** A selector that matches no pod, for a Service before its first flip. An empty one would mean "managed by hand". */
    public static Map<String, String> nothing(String store) {
        return Labels.selector(store, NOTHING, NOTHING);
    }

    /**
     * The live Service as it is POSTed.
     *
     * @param selector of the recorded live set, or {@link #nothing}
     * @param record annotations of the live record
     */
    public static Service created(MagentoRelease release, Map<String, String> selector, Map<String, String> record) {
        // spotless:off
        return new ServiceBuilder(applied(release))
                .editMetadata()
                    .addToAnnotations(record)
                .endMetadata()
                .editSpec()
                    .withSelector(selector)
                .endSpec()
                .build();
        // spotless:on
    }

    /** The live Service as it is applied: all that the spec decides, without selector and record. */
    public static Service applied(MagentoRelease release) {
        ServiceSpec spec = release.getSpec().service();
        // spotless:off
        return new ServiceBuilder()
                .withNewMetadata()
                    .withName(release.liveServiceName())
                    .withNamespace(release.getMetadata().getNamespace())
                    .withLabels(labels(store(release), LIVE))
                    .withAnnotations(Annotations.described(
                            "Sends customers to the live release of store " + store(release)
                                    + ". The operator owns the selector and puts it back when it is changed.",
                            foreign(spec.annotations())))
                    .withOwnerReferences(owner(release).reference())
                .endMetadata()
                .withNewSpec()
                    .withType(spec.type().text())
                    .withPorts(port(spec))
                .endSpec()
                .build();
        // spotless:on
    }

    /** A copy with our labels, annotations and owner on it, which a person's {@code kubectl replace} takes off with the rest. */
    public static Service marked(MagentoRelease release, Service service) {
        if (isAdopted(service)) {
            return owned(release, adopted(release, service));
        }
        // spotless:off
        return new ServiceBuilder(service)
                .editMetadata()
                    .addToLabels(labels(store(release), LIVE))
                    .addToAnnotations(applied(release).getMetadata().getAnnotations())
                    .removeMatchingFromOwnerReferences(owner -> release.getMetadata().getUid().equals(owner.getUid()))
                    .addToOwnerReferences(owner(release).reference())
                .endMetadata()
                .build();
        // spotless:on
    }

    /** It was there before its store, and keeps its own labels, the name of its port and whatever else was not asked for. */
    public static boolean isAdopted(Service service) {
        return service.getMetadata().getAnnotations() != null
                && service.getMetadata().getAnnotations().containsKey(Annotations.ADOPTED_BY);
    }

    /**
     * A copy with the labels by which the guard hears of it, and without our owner reference: what serves something else than
     * our sets must not go with our resource.
     */
    public static Service adopted(MagentoRelease release, Service service) {
        // spotless:off
        return new ServiceBuilder(service)
                .editMetadata()
                    .addToLabels(Map.of(Labels.STORE, store(release), Labels.SERVICE, LIVE))
                    .addToAnnotations(Annotations.ADOPTED_BY, release.getMetadata().getUid())
                    .removeMatchingFromOwnerReferences(owner -> release.getMetadata().getUid().equals(owner.getUid()))
                .endMetadata()
                .build();
        // spotless:on
    }

    private static Service owned(MagentoRelease release, Service service) {
        // spotless:off
        return new ServiceBuilder(service)
                .editMetadata()
                    .addToOwnerReferences(owner(release).reference())
                .endMetadata()
                .build();
        // spotless:on
    }

    /** A copy whose one port leads to that port of the pods. */
    public static Service leadingTo(Service service, String targetPort) {
        List<ServicePort> ports = new ArrayList<>(service.getSpec().getPorts());
        ports.set(
                0,
                new ServicePortBuilder(ports.get(0))
                        .withTargetPort(port(targetPort))
                        .build());
        return new ServiceBuilder(service).editSpec().withPorts(ports).endSpec().build();
    }

    private static IntOrString port(String text) {
        return text.matches("[0-9]+") ? new IntOrString(Integer.valueOf(text)) : new IntOrString(text);
    }

    /**
     * A deleted Service that had been adopted, as it was, with this selector and record.
     *
     * @param addressed with its cluster address and node ports
     */
    public static Service readopted(
            Service last, Map<String, String> selector, Map<String, String> record, boolean addressed) {
        // spotless:off
        Service again = new ServiceBuilder()
                .withNewMetadata()
                    .withName(last.getMetadata().getName())
                    .withNamespace(last.getMetadata().getNamespace())
                    .withLabels(last.getMetadata().getLabels())
                    .withAnnotations(last.getMetadata().getAnnotations())
                    .addToAnnotations(record)
                    .withOwnerReferences(last.getMetadata().getOwnerReferences())
                .endMetadata()
                .withSpec(new ServiceBuilder(last).buildSpec())
                .editSpec()
                    .withSelector(selector)
                .endSpec()
                .build();
        // spotless:on
        if (!addressed) {
            again.getSpec().setClusterIP(null);
            again.getSpec().setClusterIPs(List.of());
            again.getSpec().setHealthCheckNodePort(null);
            again.getSpec().getPorts().forEach(port -> port.setNodePort(null));
        }
        return again;
    }

    /**
     * A deleted live Service as it was: its address and node ports are what load balancers and clients know.
     *
     * @param last the Service as it was last seen; it may be of a predecessor's making in nothing but these fields
     */
    public static Service recreated(
            MagentoRelease release, Service last, Map<String, String> selector, Map<String, String> record) {
        Service created = created(release, selector, record);
        created.getSpec()
                .setPorts(ports(
                        release, last.getSpec().getPorts(), created.getSpec().getPorts()));
        // spotless:off
        return new ServiceBuilder(created)
                .editSpec()
                    .withClusterIP(last.getSpec().getClusterIP())
                    .withClusterIPs(last.getSpec().getClusterIPs())
                .endSpec()
                .build();
        // spotless:on
    }

    /**
     * The wanted ports with the node ports that they have. Where the store adopts its Service, a port of that number keeps its
     * name as well: ingresses know it by that, also when nothing else says any more that it was adopted.
     */
    public static List<ServicePort> ports(MagentoRelease release, List<ServicePort> now, List<ServicePort> wanted) {
        boolean adopts = release.getSpec().service().adopt();
        return wanted.stream()
                .map(asked -> now.stream()
                        .filter(old -> Objects.equals(old.getName(), asked.getName()))
                        .findFirst()
                        .or(() -> now.stream()
                                .filter(old -> adopts && isSame(old, asked))
                                .findFirst())
                        .map(old -> new ServicePortBuilder(asked)
                                .withName(old.getName())
                                .withNodePort(old.getNodePort())
                                .build())
                        .orElse(asked))
                .toList();
    }

    private static boolean isSame(ServicePort one, ServicePort other) {
        return Objects.equals(one.getPort(), other.getPort()) && protocol(one).equals(protocol(other));
    }

    private static String protocol(ServicePort port) {
        return port.getProtocol() == null ? "TCP" : port.getProtocol();
    }

    /** The preview Service, always inside the cluster, as it is applied whole. */
    public static Service preview(MagentoRelease release, SetIdentity set) {
        // spotless:off
        return new ServiceBuilder()
                .withNewMetadata()
                    .withName(release.previewServiceName())
                    .withNamespace(release.getMetadata().getNamespace())
                    .withLabels(labels(store(release), PREVIEW))
                    .withAnnotations(Annotations.described(
                            "Shows the newest release of store " + store(release) + " before customers see it.", Map.of()))
                    .withOwnerReferences(owner(release).reference())
                .endMetadata()
                .withNewSpec()
                    .withType("ClusterIP")
                    .withSelector(Labels.selector(set))
                    .withPorts(port(release.getSpec().service()))
                .endSpec()
                .build();
        // spotless:on
    }

    /** Whether the Service listens on the port that the spec says, and on no other. */
    public static boolean isPort(MagentoRelease release, Service service) {
        return service.getSpec().getPorts().stream()
                .map(ServicePort::getPort)
                .toList()
                .equals(List.of(release.getSpec().service().port()));
    }

    private static ServicePort port(ServiceSpec spec) {
        return new ServicePortBuilder()
                .withName(PodLayout.HTTP)
                .withPort(spec.port())
                .withProtocol("TCP")
                .withTargetPort(new IntOrString(PodLayout.HTTP))
                .build();
    }

    private static Map<String, String> labels(String store, String which) {
        Map<String, String> labels = Labels.object(store, "service");
        labels.put(Labels.SERVICE, which);
        return labels;
    }

    /** Nobody writes a record by way of the spec. */
    private static Map<String, String> foreign(Map<String, String> annotations) {
        Map<String, String> foreign = new TreeMap<>(annotations);
        foreign.keySet().removeIf(key -> key.startsWith(Labels.PREFIX));
        return foreign;
    }

    private static String store(MagentoRelease release) {
        return release.getMetadata().getName();
    }

    private static Owner owner(MagentoRelease release) {
        return new Owner(store(release), release.getMetadata().getUid());
    }
}
