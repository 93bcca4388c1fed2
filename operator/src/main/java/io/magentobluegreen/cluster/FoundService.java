package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.release.record.LiveRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Service that is there before its store, and what of it a record has to remember when it is adopted. */
public record FoundService(Service service) {

    /** Nobody's: no controller would write it again after us. */
    public boolean isFree() {
        return controller().isEmpty();
    }

    public Optional<OwnerReference> controller() {
        return Ownership.controller(service);
    }

    /** The record that it is adopted with; empty where it has no selector or not exactly one port. */
    public Optional<LiveRecord> record() {
        return selector().isEmpty() || ports().size() != 1
                ? Optional.empty()
                : Optional.of(LiveRecord.adopting(new LiveRecord.Adopted(selector(), targetPort())));
    }

    public Map<String, String> selector() {
        return service.getSpec().getSelector() == null
                ? Map.of()
                : service.getSpec().getSelector();
    }

    private List<ServicePort> ports() {
        return service.getSpec().getPorts() == null
                ? List.of()
                : service.getSpec().getPorts();
    }

    /** Type and port are what the spec says: whatever else would be changed under those who use it. */
    public boolean isAsAsked(MagentoRelease resource) {
        return ports().size() == 1
                && ports().get(0).getPort().equals(resource.getSpec().service().port())
                && type().equals(resource.getSpec().service().type().text());
    }

    public String type() {
        return service.getSpec().getType() == null
                ? "ClusterIP"
                : service.getSpec().getType();
    }

    /** The numbers of its ports, for people. */
    public String portNumbers() {
        return String.join(
                ", ", ports().stream().map(port -> port.getPort().toString()).toList());
    }

    private String targetPort() {
        ServicePort port = ports().get(0);
        IntOrString target = port.getTargetPort();
        return target == null || target.getValue() == null
                ? port.getPort().toString()
                : target.getValue().toString();
    }
}
