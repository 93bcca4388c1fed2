package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.ServiceView;
import java.util.Map;
import java.util.Optional;

/** The selector that a live record decides. */
public final class RecordedSelector {
    private RecordedSelector() {}

    /** While two sets overlap, that of every set. Before the first flip one that matches nothing; an empty one would mean that somebody else keeps the endpoints. */
    public static Map<String, String> of(String store, LiveRecord record) {
        if (record.switching().isPresent()) {
            return Labels.everySet(store);
        }
        if (record.servesAdopted()) {
            return record.adopted().orElseThrow().selector();
        }
        return record.live()
                .map(slot -> Labels.selector(store, slot.colour().label(), slot.revision()))
                .orElseGet(() -> Services.nothing(store));
    }

    public static boolean isOn(Service service, String store, LiveRecord record) {
        return of(store, record).equals(service.getSpec().getSelector());
    }

    /** It selects sets of this store, as only our selectors do: one, two, or none that there is. */
    public static boolean isOfOurMaking(Service service, String store) {
        return selector(service).entrySet().containsAll(Labels.everySet(store).entrySet());
    }

    /**
     * What is remembered of a Service that is gone, or of the one that is there. Where that one does not select what was
     * live, or what was remembered is a switch, which ends, somebody may have flipped it since.
     */
    public static Optional<LiveRecord> remembered(Optional<Service> last, Optional<Service> found) {
        return last.flatMap(Recorded::on)
                .filter(record -> found.isEmpty() || record.servesAdopted() || isSettledOn(record, found.get()));
    }

    private static boolean isSettledOn(LiveRecord record, Service service) {
        return record.switching().isEmpty()
                && record.live()
                        .filter(live -> live.revision().equals(selector(service).get(Labels.REVISION)))
                        .isPresent();
    }

    private static Map<String, String> selector(Service service) {
        return new FoundService(service).selector();
    }

    /** What a planner sees of our Service; without our marks it counts as changed, and is written as a whole again. */
    public static ServiceView view(Service service, Ownership ownership, int adoptedReady) {
        Optional<LiveRecord> record = Recorded.on(service);
        boolean selects = record.filter(live -> isOn(service, ownership.store(), live))
                .filter(live -> isMarked(service, live, ownership))
                .isPresent();
        boolean others = !selector(service).isEmpty() && !isOfOurMaking(service, ownership.store());
        return new ServiceView(record, selects, false, adoptedReady, others);
    }

    private static boolean isMarked(Service service, LiveRecord record, Ownership ownership) {
        boolean ours = record.servesAdopted() ? ownership.isAdopted(service) : ownership.marks(service);
        return ours && service.getMetadata().getLabels().containsKey(Labels.SERVICE);
    }
}
