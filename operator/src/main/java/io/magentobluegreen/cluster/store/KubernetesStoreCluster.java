package io.magentobluegreen.cluster.store;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.GuardObservation;
import io.magentobluegreen.cluster.Observation;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.action.ActionExecutor;
import io.magentobluegreen.cluster.action.ApiServer;
import io.magentobluegreen.cluster.action.EventWriter;
import io.magentobluegreen.cluster.action.FreshGates;
import io.magentobluegreen.cluster.action.TidyStores;
import io.magentobluegreen.cluster.observe.Ahead;
import io.magentobluegreen.cluster.observe.ClusterObserver;
import io.magentobluegreen.cluster.observe.GuardObserver;
import io.magentobluegreen.cluster.observe.LastServices;
import io.magentobluegreen.cluster.task.TaskBook;
import io.magentobluegreen.release.gate.SwitchEnd;
import io.magentobluegreen.release.path.FlipGate;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.seen.GuardView;
import io.magentobluegreen.release.seen.ServiceView;
import java.time.Clock;
import java.util.Optional;

/** Stores in a Kubernetes cluster. */
public final class KubernetesStoreCluster implements StoreCluster {
    private final StoreCache cache;
    private final TaskBook tasks;
    private final Clock clock;
    private final ApiServer api;
    private final EventWriter events;
    private final ClusterObserver observer;
    private final GuardObserver guards;
    private final LastServices lastServices = new LastServices();
    private final TidyStores tidy = new TidyStores();

    /**
     * @param cache informers of all stores
     * @param ahead what of one look is read at the same time
     */
    public KubernetesStoreCluster(KubernetesClient client, StoreCache cache, TaskBook tasks, Ahead ahead, Clock clock) {
        this(client, cache, tasks, ahead, true, clock);
    }

    /** @param secrets Secrets may be read; otherwise every store keeps its env.php to itself */
    public KubernetesStoreCluster(
            KubernetesClient client, StoreCache cache, TaskBook tasks, Ahead ahead, boolean secrets, Clock clock) {
        OwnWrites own = new OwnWrites();
        this.cache = cache;
        this.tasks = tasks;
        this.clock = clock;
        this.api = new ApiServer(client, own, secrets);
        this.events = new EventWriter(api, clock);
        this.observer = new ClusterObserver(client, own, lastServices, tasks, ahead, secrets, clock);
        this.guards = new GuardObserver(client, own, lastServices, ahead, clock);
    }

    @Override
    public Observation observe(MagentoRelease resource) {
        ClusterObserver.Sight sight = observer.look(resource, cache);
        ActionExecutor executor = new ActionExecutor(sight.objects(), context(new ReleaseGates(resource, sight)));
        return new Observation(sight.want(), sight.seen(), executor::carryOutAndKeep);
    }

    @Override
    public GuardObservation observeGuard(MagentoRelease resource, Optional<Service> deleted) {
        lastServices.saw(StoreKey.of(resource), deleted);
        GuardObserver.GuardSight sight = guards.look(resource, cache);
        return new GuardObservation(
                sight.seen(), new ActionExecutor(sight.objects(), context(new GuardGates(resource))));
    }

    @Override
    public void forget(StoreKey store) {
        observer.forget(store);
        guards.forget(store);
        lastServices.forget(store);
        tidy.forget(store);
        tasks.forget(store);
    }

    private ActionExecutor.Context context(FreshGates gates) {
        return new ActionExecutor.Context(api, events, tasks, tidy, clock, gates);
    }

    /** Of the release that was planned on a sight. */
    private final class ReleaseGates implements FreshGates {
        private final MagentoRelease planned;
        private final ClusterObserver.Sight sight;

        private ReleaseGates(MagentoRelease planned, ClusterObserver.Sight sight) {
            this.planned = planned;
            this.sight = sight;
        }

        @Override
        public Optional<String> closed(Action.Flip flip) {
            ClusterObserver.Sight fresh = observer.lookAgain(sight, () -> same(planned), cache);
            return FlipGate.closed(fresh.want(), fresh.seen(), flip, clock.instant());
        }

        /** Of all pods, also of those that were not there at the look before: it is opened by what is absent. */
        @Override
        public Optional<String> closed(Action.EndSwitch end) {
            return new GuardGates(planned).closed(end);
        }
    }

    /** The guard's. */
    private final class GuardGates implements FreshGates {
        private final MagentoRelease planned;

        private GuardGates(MagentoRelease planned) {
            this.planned = planned;
        }

        @Override
        public Optional<String> closed(Action.Flip flip) {
            return FlipGate.closed(look(), flip, clock.instant());
        }

        @Override
        public Optional<String> closed(Action.EndSwitch end) {
            GuardView fresh = look();
            return SwitchEnd.closed(fresh.service().flatMap(ServiceView::record), fresh.sets(), clock.instant());
        }

        private GuardView look() {
            return guards.lookFresh(same(planned)).seen();
        }
    }

    /** The resource as it is now, with what it asks for now. */
    private MagentoRelease same(MagentoRelease planned) {
        StoreKey store = StoreKey.of(planned);
        return api.get(MagentoRelease.class, store.namespace(), store.name())
                .filter(now ->
                        now.getMetadata().getUid().equals(planned.getMetadata().getUid()))
                .orElseThrow(() -> new ResourceGone("The resource " + store + " is gone"));
    }
}
