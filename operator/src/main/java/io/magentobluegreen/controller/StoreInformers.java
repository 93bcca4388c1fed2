package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Everything of all stores that carries the store label, watched once for both controllers: an object that changes wakes
 * whoever listens for its store. Managed fields are not kept.
 */
public final class StoreInformers implements StoreCache, AutoCloseable {
    private static final String BY_STORE = "store";
    private static final long SYNC_SECONDS = 60;

    private final List<Kind<?>> kinds = new ArrayList<>();
    private final Kind<Deployment> deployments;
    private final Kind<Job> jobs;
    private final Kind<Service> services;
    private final Kind<EndpointSlice> slices;
    private final List<Consumer<StoreKey>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<StoreKey>> listenersToServing = new CopyOnWriteArrayList<>();

    /** @param namespaces the only ones to watch; empty: all */
    public StoreInformers(KubernetesClient client, Set<String> namespaces) {
        deployments = watch(client, Deployment.class, namespaces);
        jobs = watch(client, Job.class, namespaces);
        services = watch(client, Service.class, namespaces);
        slices = watch(client, EndpointSlice.class, namespaces);
    }

    /** Is told the store of each object that appears, changes or goes, on the informer's thread: it must not wait. */
    public void listen(Consumer<StoreKey> listener) {
        listeners.add(listener);
    }

    /** As {@link #listen}, of what customers are served by: all but Jobs. */
    public void listenToServing(Consumer<StoreKey> listener) {
        listenersToServing.add(listener);
    }

    /** Starts watching; returns when everything has been listed once, or fails after a minute. */
    public void start() {
        kinds.forEach(Kind::start);
        kinds.forEach(Kind::await);
    }

    /** Kinds whose watch is not up at this moment, for the probes. */
    public List<String> unhealthy() {
        return kinds.stream().filter(kind -> !kind.isWatching()).map(Kind::name).toList();
    }

    @Override
    public List<Deployment> deployments(StoreKey store) {
        return deployments.of(store);
    }

    @Override
    public List<Job> jobs(StoreKey store) {
        return jobs.of(store);
    }

    @Override
    public List<Service> services(StoreKey store) {
        return services.of(store);
    }

    @Override
    public List<EndpointSlice> slices(StoreKey store) {
        return slices.of(store);
    }

    @Override
    public void close() {
        kinds.forEach(Kind::stop);
    }

    private <T extends HasMetadata> Kind<T> watch(KubernetesClient client, Class<T> type, Set<String> namespaces) {
        Kind<T> kind = new Kind<>(type, client, namespaces, this::changed);
        kinds.add(kind);
        return kind;
    }

    private void changed(HasMetadata object) {
        storeOf(object).ifPresent(store -> {
            listeners.forEach(listener -> listener.accept(store));
            if (!(object instanceof Job)) {
                listenersToServing.forEach(listener -> listener.accept(store));
            }
        });
    }

    static Optional<StoreKey> storeOf(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return Optional.ofNullable(labels == null ? null : labels.get(Labels.STORE))
                .map(store -> new StoreKey(object.getMetadata().getNamespace(), store));
    }

    /** The informers of one kind: one for the cluster, or one a namespace. */
    private static final class Kind<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final Class<T> type;
        private final List<SharedIndexInformer<T>> informers;
        private final Consumer<HasMetadata> changed;

        Kind(Class<T> type, KubernetesClient client, Set<String> namespaces, Consumer<HasMetadata> changed) {
            this.type = type;
            this.changed = changed;
            this.informers = namespaces.isEmpty()
                    ? List.of(client.resources(type)
                            .inAnyNamespace()
                            .withLabel(Labels.STORE)
                            .withLimit(LeanItemStore.PAGE)
                            .runnableInformer(0))
                    : namespaces.stream()
                            .map(namespace -> client.resources(type)
                                    .inNamespace(namespace)
                                    .withLabel(Labels.STORE)
                                    .withLimit(LeanItemStore.PAGE)
                                    .runnableInformer(0))
                            .toList();
            informers.forEach(this::prepare);
        }

        private void prepare(SharedIndexInformer<T> informer) {
            informer.itemStore(new LeanItemStore<>());
            informer.addIndexers(Map.of(
                    BY_STORE,
                    object -> storeOf(object)
                            .map(StoreKey::toString)
                            .map(List::of)
                            .orElse(List.of())));
            informer.addEventHandler(this);
        }

        String name() {
            return type.getSimpleName();
        }

        void start() {
            informers.forEach(SharedIndexInformer::start);
        }

        void await() {
            for (SharedIndexInformer<T> informer : informers) {
                try {
                    informer.start().toCompletableFuture().get(SYNC_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while listing " + name(), e);
                } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
                    throw new CompletionException("Listing " + name() + " failed", e);
                }
            }
        }

        boolean isWatching() {
            return informers.stream().allMatch(SharedIndexInformer::isWatching);
        }

        void stop() {
            informers.forEach(SharedIndexInformer::stop);
        }

        List<T> of(StoreKey store) {
            return informers.stream()
                    .flatMap(informer -> informer.getIndexer().byIndex(BY_STORE, store.toString()).stream())
                    .toList();
        }

        @Override
        public void onAdd(T object) {
            changed.accept(object);
        }

        @Override
        public void onUpdate(T before, T after) {
            changed.accept(after);
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            changed.accept(object);
        }
    }
}
