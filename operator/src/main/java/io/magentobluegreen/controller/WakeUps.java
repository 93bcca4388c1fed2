package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Wakes the reconciler of one resource because something it waits for has happened.
 *
 * <p>It tells the framework of the resource itself, as its watch does, not of an event that belongs to it: when a resource is made
 * anew while the end of the old one is still dealt with, the framework forgets the new one with the old (5.2.3:
 * {@code EventProcessor.eventProcessingFinished} drops what it heard meanwhile), and then passes over every event but one of the
 * resource. Nobody may touch a new store for hours, so {@link #left} looks for it.
 */
final class WakeUps<P extends HasMetadata> {
    /** The longest pause between two looks, after which one in its place is given up; the framework forgets within milliseconds. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration FIRST = Duration.ofMillis(100);

    private final Source<P> source;
    private final BiConsumer<Runnable, Duration> alarm;
    private final Set<ResourceID> leaving = ConcurrentHashMap.newKeySet();

    /** @param alarm runs something after a while, and nothing once the operator is closed */
    WakeUps(String name, BiConsumer<Runnable, Duration> alarm) {
        this.source = new Source<>(name);
        this.alarm = alarm;
    }

    AbstractEventSource<Void, P> source(EventSourceContext<P> context) {
        source.primaries = context.getPrimaryCache();
        return source;
    }

    /** Never waits; forgotten while the controller does not run, which looks at everything when it starts. */
    void wake(String namespace, String name) {
        source.tell(new ResourceID(name, namespace));
    }

    /** Its end is dealt with: whatever is there in its place from now on is told of until {@link #seen}. */
    void left(P gone) {
        ResourceID id = ResourceID.fromResource(gone);
        if (leaving.add(id)) {
            lookAgain(id, FIRST);
        }
    }

    /** It is there, and it is reconciled. */
    void seen(P resource) {
        leaving.remove(ResourceID.fromResource(resource));
    }

    private void lookAgain(ResourceID id, Duration in) {
        alarm.accept(
                () -> {
                    if (leaving.contains(id)) {
                        look(id, in);
                    }
                },
                in);
    }

    private void look(ResourceID id, Duration waited) {
        boolean early = waited.compareTo(LONGEST) < 0;
        boolean there = source.tell(id);
        if (there || early) {
            Duration twice = waited.multipliedBy(2);
            lookAgain(id, twice.compareTo(LONGEST) < 0 ? twice : LONGEST);
        } else {
            leaving.remove(id);
        }
    }

    private static final class Source<P extends HasMetadata> extends AbstractEventSource<Void, P> {
        private volatile ResourceCache<P> primaries;

        Source(String name) {
            super(Void.class, name);
        }

        /** @return whether there is such a resource */
        boolean tell(ResourceID id) {
            if (!isRunning()) {
                return false;
            }
            primaries
                    .get(id)
                    .ifPresent(resource ->
                            getEventHandler().handleEvent(new ResourceEvent(ResourceAction.UPDATED, id, resource)));
            return primaries.get(id).isPresent();
        }

        @Override
        public Set<Void> getSecondaryResources(P primary) {
            return Set.of();
        }
    }
}
