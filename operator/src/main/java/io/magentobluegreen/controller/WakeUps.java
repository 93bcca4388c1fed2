package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Wakes the reconciler of one resource because something it waits for has happened. */
final class WakeUps<P extends HasMetadata> {
    private final SimpleInboundEventSource<P> source;

    WakeUps(String name) {
        this.source = new SimpleInboundEventSource<>(name);
    }

    SimpleInboundEventSource<P> source() {
        return source;
    }

    /** Never waits; forgotten while the controller does not run, which looks at everything when it starts. */
    void wake(String namespace, String name) {
        source.propagateEvent(new ResourceID(name, namespace));
    }
}
