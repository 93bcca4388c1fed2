package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.FoundService;
import io.magentobluegreen.cluster.Ownership;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.action.Finalizer;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.LiveObjects;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.ServiceView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The objects of a store as they were found, each of whomever it is.
 *
 * @param ownership whose an object is, also a Service that was replaced as a whole
 * @param foundService the live Service, ours or not
 * @param foundPreview the preview Service, ours or not
 * @param foundSets Deployments of the store's label by revision, ours or a predecessor's
 * @param ledgerMap ours by label or not
 * @param publishedMap {@code <name>-live}, ours or not
 * @param slices of the live Service
 */
record StoreFacts(
        MagentoRelease resource,
        Ownership ownership,
        Optional<Service> foundService,
        Optional<Service> foundPreview,
        Map<String, FoundSet> foundSets,
        Optional<ConfigMap> ledgerMap,
        Optional<ConfigMap> publishedMap,
        List<EndpointSlice> slices) {

    private static final int FIRST = 1;

    /** @param wanted its set is asked for once more where the cache has none */
    static StoreFacts read(MagentoRelease resource, Ownership ownership, Optional<String> wanted, StoreReads reads) {
        Optional<Service> service = reads.service(resource.liveServiceName());
        String store = resource.getMetadata().getName();
        Optional<ConfigMap> ledger = reads.configMap(Names.ledger(store));
        // Without a ledger it is made from the sets: then every one of them counts.
        Optional<Ledger> known = ledger.map(ConfigMap::getData).flatMap(LedgerCodec::read);
        Optional<LiveRecord> record = known.flatMap(any -> service).flatMap(Recorded::on);
        Map<String, FoundSet> cached = FoundSet.of(reads.sets(record, wanted));
        boolean behind = record.isPresent() && !hasNewest(known.get(), cached);
        Map<String, FoundSet> sets = behind ? FoundSet.of(reads.freshSets(record, wanted)) : cached;
        return new StoreFacts(
                resource,
                ownership,
                isPassed(record, sets) ? reads.get(Service.class, resource.liveServiceName()) : service,
                reads.service(resource.previewServiceName()),
                sets,
                ledger,
                reads.configMap(Names.live(store)),
                reads.slicesOf(resource.liveServiceName()));
    }

    /** Some set was promoted after what this record of the Service says: the cache of Services is behind. */
    private static boolean isPassed(Optional<LiveRecord> service, Map<String, FoundSet> sets) {
        int promotions = service.flatMap(LiveRecord::live)
                .map(LiveRecord.Slot::promotions)
                .orElse(0);
        return sets.values().stream()
                .flatMap(set -> set.record().stream())
                .anyMatch(record -> record.promotions() > promotions);
    }

    /** A cache that lacks the release that was given the last number may be behind, and then nothing follows from an absence. */
    private static boolean hasNewest(Ledger ledger, Map<String, FoundSet> sets) {
        return ledger.next() <= FIRST
                || sets.values().stream()
                        .flatMap(set -> set.record().stream())
                        .anyMatch(record -> record.release().number() == ledger.next() - 1);
    }

    Optional<Service> service() {
        return foundService.filter(ownership::owns);
    }

    Optional<LiveRecord> live() {
        return service().flatMap(Recorded::on);
    }

    /** One that is to be adopted is seen with the record that it would get. */
    Optional<ServiceView> serviceView(ToIntFunction<LiveRecord.Adopted> ready) {
        Optional<ServiceView> found = adoptable()
                .flatMap(FoundService::record)
                .map(record -> new ServiceView(
                        Optional.of(record),
                        true,
                        true,
                        ready.applyAsInt(record.adopted().orElseThrow()),
                        true));
        return found.or(() -> service()
                .map(ours -> RecordedSelector.view(
                        ours,
                        ownership,
                        live().flatMap(LiveRecord::adopted)
                                .map(ready::applyAsInt)
                                .orElse(0))));
    }

    /**
     * Somebody else's Service that the spec says to take over, or one that was taken over and lost its record. Where a set of
     * ours was live, its name was taken since.
     */
    Optional<FoundService> adoptable() {
        boolean ours = sets().values().stream()
                .flatMap(set -> set.record().stream())
                .anyMatch(record -> record.everPromoted() || record.promoting().isPresent());
        return foundService
                .filter(found -> resource.getSpec().service().adopt() && !ours)
                .filter(found -> !ownership.owns(found)
                        || Recorded.on(found).isEmpty() && !RecordedSelector.isOfOurMaking(found, ownership.store()))
                .map(FoundService::new)
                .filter(found -> found.isFree()
                        && !found.selector()
                                .equals(Services.nothing(resource.getMetadata().getName())));
    }

    /** Only ours, and none that is already being deleted: what it was is over. */
    Map<String, FoundSet> sets() {
        Map<String, FoundSet> ours = new TreeMap<>();
        foundSets.forEach((revision, set) -> {
            if (ownership.owns(set.object()) && set.object().getMetadata().getDeletionTimestamp() == null) {
                ours.put(revision, set);
            }
        });
        return ours;
    }

    Optional<ConfigMap> ownLedgerMap() {
        return ledgerMap.filter(ownership::labels);
    }

    Optional<Ledger> ledger() {
        return ownLedgerMap().map(ConfigMap::getData).flatMap(LedgerCodec::read);
    }

    boolean finalizer() {
        return Finalizer.isOn(resource);
    }

    String published() {
        return publishedMap
                .filter(ownership::owns)
                .map(ConfigMap::getData)
                .map(data -> data.getOrDefault(LiveObjects.REVISION, ""))
                .orElse("");
    }

    /** What the preview Service shows as the spec says; "" also where its port is not the spec's, so that it is written. */
    String preview() {
        return foundPreview
                .filter(ownership::owns)
                .filter(found -> Services.isPort(resource, found))
                .map(found -> found.getSpec().getSelector())
                .map(selector -> selector.getOrDefault(Labels.REVISION, ""))
                .orElse("");
    }
}
