package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.cluster.FoundService;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.record.LiveRecord;
import java.util.Optional;

/**
 * The guard before a set gets pods. While live overlaps with the next set the Service selects every set of the store: pods of a
 * third would get customers as soon as they are ready, before any check. A cache that is behind does not show the
 * overlap, so the Service is read here.
 */
final class Raising {
    private final ApiServer api;
    private final SeenStore seen;

    Raising(ApiServer api, SeenStore seen) {
        this.api = api;
        this.seen = seen;
    }

    /** @throws ObservedStale while two other sets are selected together */
    void permit(String revision) {
        Optional<Service> service = api.get(
                        Service.class, seen.namespace(), seen.resource().liveServiceName())
                .filter(seen.ownership()::owns);
        Optional<LiveRecord> record = service.flatMap(Recorded::on);
        boolean both = record.map(LiveRecord::switching)
                .map(Optional::isPresent)
                .orElseGet(() -> service.map(FoundService::new)
                        .map(FoundService::selector)
                        .filter(Labels.everySet(seen.name())::equals)
                        .isPresent());
        boolean oneOfThem = record.filter(known -> known.isLive(revision) || known.isSwitchedTo(revision))
                .isPresent();
        if (both && !oneOfThem) {
            throw new ObservedStale(
                    "Two other sets are selected together, and the set " + revision + " was given no pods", null);
        }
    }
}
