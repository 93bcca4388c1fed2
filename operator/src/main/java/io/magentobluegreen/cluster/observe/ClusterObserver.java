package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.pod.Troubles;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sees a store: what its resource asks for, and what the cluster shows.
 *
 * <p>Deployments, Jobs, Services and EndpointSlices come from the caches, each confirmed by a live GET where it is
 * missing and matters, or older than our own write. The env Secret, the ledger and {@code <name>-live} are read live;
 * upgrade pods are listed live while an upgrade may be open. What only the cluster knows and is wrong becomes a
 * {@link Problem}; an API server that does not answer is an exception.
 */
public final class ClusterObserver {
    private final KubernetesClient client;
    private final OwnWrites own;
    private final Troubles troubles;
    private final SetViews setViews;
    private final Verdicts verdicts;
    private final LastServices lastServices;
    private final Remembered remembered;
    private final Attention attention = new Attention();
    private final Ahead ahead;
    private final boolean secrets;
    private final Clock clock;

    public ClusterObserver(
            KubernetesClient client,
            OwnWrites own,
            LastServices lastServices,
            Remembered remembered,
            Ahead ahead,
            boolean secrets,
            Clock clock) {
        this.client = client;
        this.own = own;
        this.troubles = new Troubles(client, clock);
        this.setViews = new SetViews(client, own);
        this.verdicts = new Verdicts(client, troubles);
        this.lastServices = lastServices;
        this.remembered = remembered;
        this.ahead = ahead;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** What was seen, with the objects that it was seen in, and the store's pods. */
    public record Sight(Release want, Observed seen, SeenStore objects, StorePods pods) {}

    public Sight look(MagentoRelease resource, StoreCache cache) {
        StoreKey store = StoreKey.of(resource);
        Supplier<StorePods> pods = ahead.begin(() -> StorePods.recent(client, store));
        StoreReads reads = reads(cache, store);
        return look(
                resource,
                reads,
                pods,
                facts -> setViews.reported(
                        facts.sets(),
                        store.name(),
                        facts.slices(),
                        Optional.of(new SetViews.Pods(pods.get(), troubles))));
    }

    /**
     * For the gates of a flip: what this look knows of, each past the caches, and the pods themselves counted.
     *
     * @param resource reads it anew
     */
    public Sight lookAgain(Sight before, Supplier<MagentoRelease> resource, StoreCache cache) {
        StoreKey store = before.objects().key();
        Supplier<StorePods> pods = StorePods.nowOf(client, ahead, store, before.pods());
        StoreReads reads = reads(new FreshStore(client, ahead, cache, store), store);
        // Where the spec names another Secret by now, this answer goes unused.
        reads.begin(
                ahead, Secret.class, before.objects().resource().getSpec().env().secretName());
        return look(
                resource.get(),
                reads,
                pods,
                facts -> setViews.counted(facts.sets(), store.name(), facts.slices(), pods.get()));
    }

    private StoreReads reads(StoreCache cache, StoreKey store) {
        StoreReads reads = new StoreReads(cache, client, own, store, secrets);
        reads.begin(ahead, ConfigMap.class, Names.ledger(store.name()));
        reads.begin(ahead, ConfigMap.class, Names.live(store.name()));
        return reads;
    }

    public void forget(StoreKey store) {
        attention.forget(store);
    }

    private Sight look(
            MagentoRelease resource,
            StoreReads reads,
            Supplier<StorePods> pods,
            Function<StoreFacts, Map<String, SetView>> sets) {
        Instant now = clock.instant();
        StoreKey store = StoreKey.of(resource);
        WantedEnv env = WantedEnv.read(resource, reads);
        StoreFacts facts = StoreFacts.read(resource, lastServices.ownership(resource), env.revision(), reads);
        Optional<Service> last = lastServices.of(store).filter(facts.ownership()::owns);
        UpgradeFacts upgrades = UpgradeFacts.read(client, facts, reads, verdicts);
        Optional<Problem> problem = Problems.find(resource, env, facts, reads);
        Release want = WantedRelease.of(resource, env.revision(), problem);
        Observed seen = new Observed(
                facts.serviceView(before -> SetPods.ready(client, store.namespace(), before)),
                RecordedSelector.remembered(last, facts.service()),
                sets.apply(facts),
                facts.ledger(),
                upgrades.jobs(),
                upgrades.pods(),
                facts.finalizer(),
                facts.published(),
                facts.preview(),
                remembered.answers(store),
                remembered.soak(store, facts.live()),
                standing(resource, facts),
                attention.look(store, want.held(), now));
        lastServices.saw(store, facts.service());
        SeenStore objects = new SeenStore(
                resource,
                env.bytes(),
                FoundSet.objects(facts.sets()),
                facts.service().or(() -> last),
                facts.ownLedgerMap());
        return new Sight(want, seen, objects, pods.get());
    }

    /** Where both sets are about to be selected at once, whose pods are there; they are listed for nothing else. */
    private Set<String> standing(MagentoRelease resource, StoreFacts facts) {
        Optional<LiveRecord> live = facts.live();
        boolean cuttingOver = facts.sets().values().stream()
                .flatMap(set -> set.record().stream())
                .filter(record -> !record.ended() && record.passed(Step.WARM_UP))
                .anyMatch(record -> live.filter(
                                known -> known.isLive(record.release().revision()))
                        .isEmpty());
        return cuttingOver && resource.getSpec().promotion().overlap().isPresent()
                ? SetPods.standing(client, StoreKey.of(resource))
                : Set.of();
    }
}
