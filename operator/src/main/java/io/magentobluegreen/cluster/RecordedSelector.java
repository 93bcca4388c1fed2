package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.ServiceView;
import java.util.Map;
import java.util.Objects;
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

    /** It selects by labels that only our pods have, whether one set, both, or none. */
    public static boolean isOfOurMaking(Service service) {
        return selector(service).keySet().stream().anyMatch(key -> key.startsWith(Labels.PREFIX));
    }

    /**
     * What is remembered of a Service, for the one that was found in its place. Where that one was stripped and selects
     * another set than was live, somebody has flipped it since.
     */
    public static Optional<LiveRecord> remembered(Optional<Service> last, Optional<Service> found) {
        return last.flatMap(Recorded::on)
                .filter(record -> record.live()
                        .flatMap(live -> found.map(service ->
                                live.revision().equals(selector(service).get(Labels.REVISION))))
                        .orElse(true));
    }

    private static Map<String, String> selector(Service service) {
        return Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of());
    }

    /** What a planner sees of our Service; without our marks it counts as changed, and is written as a whole again. */
    public static ServiceView view(Service service, Ownership ownership, int adoptedReady) {
        Optional<LiveRecord> record = Recorded.on(service);
        boolean selects = record.filter(live -> isOn(service, ownership.store(), live))
                .filter(live -> isMarked(service, live, ownership))
                .isPresent();
        return new ServiceView(record, selects, false, adoptedReady);
    }

    private static boolean isMarked(Service service, LiveRecord record, Ownership ownership) {
        boolean ours = record.servesAdopted() ? ownership.isAdopted(service) : ownership.marks(service);
        return ours && service.getMetadata().getLabels().containsKey(Labels.SERVICE);
    }
}
