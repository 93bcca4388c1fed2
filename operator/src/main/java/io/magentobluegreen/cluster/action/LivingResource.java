package io.magentobluegreen.cluster.action;

import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.manifest.Labels;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks the API server once more for the resource, before an object is made for it, live gets smaller, an upgrade begins or
 * the Service is changed by its spec.
 *
 * <p>When a resource is deleted, the cluster collects its objects one after the other, and to a cache that still has the resource that looks like a store that
 * lacks them; what is made then stands in the way of a successor until it is collected, too.
 */
final class LivingResource {
    private final ApiServer api;
    private final SeenStore seen;

    LivingResource(ApiServer api, SeenStore seen) {
        this.api = api;
        this.seen = seen;
    }

    /** @throws ResourceGone when it is gone, terminates, or is another one of that name by now */
    MagentoRelease read() {
        MagentoRelease now = api.get(MagentoRelease.class, seen.namespace(), seen.name())
                .orElseThrow(() -> new ResourceGone("The resource " + seen.key() + " is gone"));
        boolean same =
                now.getMetadata().getUid().equals(seen.resource().getMetadata().getUid());
        if (!same || now.getMetadata().getDeletionTimestamp() != null) {
            throw new ResourceGone("The resource " + seen.key() + " is being deleted, or another one by now");
        }
        return now;
    }

    /**
     * The same, for what rests on what is asked for.
     *
     * @throws ObservedStale when it asks for something else than it was seen to: by another spec, or by another command
     */
    MagentoRelease asObserved() {
        MagentoRelease now = read();
        MagentoRelease observed = seen.resource();
        boolean same = Objects.equals(
                        now.getMetadata().getGeneration(),
                        observed.getMetadata().getGeneration())
                && commands(now).equals(commands(observed));
        if (!same) {
            throw new ObservedStale("The resource " + seen.key() + " asks for something else by now", null);
        }
        return now;
    }

    private static Map<String, String> commands(MagentoRelease resource) {
        Map<String, String> commands = new TreeMap<>();
        Optional.ofNullable(resource.getMetadata().getAnnotations()).ifPresent(commands::putAll);
        commands.keySet().removeIf(name -> !name.startsWith(Labels.PREFIX));
        return commands;
    }
}
