package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.spec.RollbackSpec;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.Ownership;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.SetEndpoints;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.GuardView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees of a store what the Service guard needs: Service, Deployments and EndpointSlices; the ledger only where live is
 * silent or gone or a switch is under way, and if it cannot be read, nothing goes back.
 *
 * <p>Silent is a live set without a ready endpoint under its own selector. Under another selector endpoints say nothing
 * of it.
 */
public final class GuardObserver {
    private final KubernetesClient client;
    private final OwnWrites own;
    private final SetViews setViews;
    private final LastServices lastServices;
    private final SilenceBook silences = new SilenceBook();
    private final Ahead ahead;
    private final Clock clock;

    public GuardObserver(KubernetesClient client, OwnWrites own, LastServices lastServices, Ahead ahead, Clock clock) {
        this.client = client;
        this.own = own;
        this.setViews = new SetViews(client, own);
        this.lastServices = lastServices;
        this.ahead = ahead;
        this.clock = clock;
    }

    /** What was seen, with the objects that it was seen in. */
    public record GuardSight(GuardView seen, SeenStore objects) {}

    public GuardSight look(MagentoRelease resource, StoreCache cache) {
        return look(resource, cache, Optional.empty());
    }

    /** Everything past the caches, and the pods themselves counted. */
    public GuardSight lookFresh(MagentoRelease resource) {
        ListedStore listed = new ListedStore(client, ahead, StoreKey.of(resource));
        return look(resource, listed, Optional.of(listed));
    }

    public void forget(StoreKey store) {
        silences.forget(store);
    }

    private GuardSight look(MagentoRelease resource, StoreCache cache, Optional<ListedStore> fresh) {
        StoreKey store = StoreKey.of(resource);
        StoreReads reads = new StoreReads(cache, client, own, store, false);
        if (fresh.isPresent()) {
            reads.begin(ahead, ConfigMap.class, Names.ledger(store.name()));
        }
        Ownership ownership = lastServices.ownership(resource);
        Optional<Service> service = reads.service(resource.liveServiceName()).filter(ownership::owns);
        lastServices.saw(store, service);
        List<EndpointSlice> slices = reads.slicesOf(resource.liveServiceName());
        Map<String, FoundSet> sets = FoundSet.of(sets(reads, ownership, service));
        Instant silentSince = silentSince(store, service, slices);
        boolean liveGone = service.flatMap(Recorded::on)
                .flatMap(LiveRecord::live)
                .filter(live -> !sets.containsKey(live.revision()))
                .isPresent();
        boolean switching =
                service.flatMap(Recorded::on).flatMap(LiveRecord::switching).isPresent();
        Optional<ConfigMap> ledger = silentSince != null || liveGone || switching || fresh.isPresent()
                ? ledger(reads, ownership)
                : Optional.empty();
        boolean asksBefore = silentSince != null || liveGone || fresh.isPresent();
        int adoptedReady = service.flatMap(Recorded::on)
                .filter(record -> asksBefore)
                .flatMap(LiveRecord::adopted)
                .map(before -> SetPods.ready(client, store.namespace(), before))
                .orElse(0);
        GuardView view = new GuardView(
                service.map(found -> RecordedSelector.view(found, ownership, adoptedReady)),
                RecordedSelector.remembered(lastServices.of(store).filter(ownership::owns), service),
                resource.getMetadata().getDeletionTimestamp() == null,
                fresh.map(listed -> setViews.counted(sets, store.name(), slices, listed.pods()))
                        .orElseGet(() -> setViews.reported(sets, store.name(), slices, Optional.empty())),
                ledger.map(ConfigMap::getData).flatMap(LedgerCodec::read),
                silentSince,
                resource.getSpec().rollback().window().toDuration(),
                resource.getSpec().rollback().policy() != RollbackSpec.Policy.NEVER);
        return new GuardSight(
                view,
                new SeenStore(
                        resource,
                        Optional.empty(),
                        FoundSet.objects(sets),
                        service.or(() -> lastServices.of(store).filter(ownership::owns)),
                        ledger));
    }

    private static Map<String, Deployment> sets(StoreReads reads, Ownership ownership, Optional<Service> service) {
        Map<String, Deployment> ours = reads.sets(service.flatMap(Recorded::on), Optional.empty());
        ours.values().removeIf(set -> !ownership.owns(set) || set.getMetadata().getDeletionTimestamp() != null);
        return ours;
    }

    private Instant silentSince(StoreKey store, Optional<Service> service, List<EndpointSlice> slices) {
        Optional<String> live = service.filter(found -> Recorded.on(found)
                        .filter(record -> RecordedSelector.isOn(found, store.name(), record))
                        .isPresent())
                .flatMap(Recorded::on)
                .flatMap(LiveRecord::live)
                .map(LiveRecord.Slot::revision);
        boolean silent = live.filter(revision ->
                        SetEndpoints.of(slices, store.name(), revision).ready().isEmpty())
                .isPresent();
        return silences.since(store, live.orElse(""), silent, clock.instant());
    }

    /** One that cannot be read is none: going back must be sure of the database. */
    private static Optional<ConfigMap> ledger(StoreReads reads, Ownership ownership) {
        try {
            return reads.configMap(Names.ledger(ownership.store())).filter(ownership::labels);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }
}
