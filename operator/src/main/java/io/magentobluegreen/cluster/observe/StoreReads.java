package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.SetEndpoints;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.record.LiveRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store's objects: from the cache, and from the API server where the cache has none of a name that matters or is older
 * than our own write. An error other than 404 propagates: 403 is not absence.
 */
final class StoreReads {
    private final StoreCache cache;
    private final KubernetesClient client;
    private final OwnWrites own;
    private final StoreKey store;
    private final boolean secrets;
    private final Map<String, Supplier<?>> begun = new HashMap<>();

    /** @param secrets Secrets may be read; otherwise there is none, whoever asks */
    StoreReads(StoreCache cache, KubernetesClient client, OwnWrites own, StoreKey store, boolean secrets) {
        this.cache = cache;
        this.client = client;
        this.own = own;
        this.store = store;
        this.secrets = secrets;
    }

    boolean readsSecrets() {
        return secrets;
    }

    Optional<Service> service(String name) {
        return newest(Service.class, cache.services(store), name);
    }

    /**
     * Deployments of sets by revision, whoever owns them. None is missing that a plan rests on: those that the record names
     * are asked for once more, and where no record says which there are, all are.
     *
     * @param record of the live Service
     * @param wanted what is asked for, where it is known
     */
    Map<String, Deployment> sets(Optional<LiveRecord> record, Optional<String> wanted) {
        return completed(record.isPresent() ? cachedSets() : listedSets(), record, wanted);
    }

    /** The same as the API server has them now. */
    Map<String, Deployment> freshSets(Optional<LiveRecord> record, Optional<String> wanted) {
        return completed(listedSets(), record, wanted);
    }

    /** With those by name that no list by labels has. */
    private Map<String, Deployment> completed(
            Map<String, Deployment> sets, Optional<LiveRecord> record, Optional<String> wanted) {
        Stream<String> named = record.stream()
                .flatMap(live -> Stream.of(live.live(), live.previous()))
                .flatMap(Optional::stream)
                .map(LiveRecord.Slot::revision);
        Stream<String> switchedTo = record.flatMap(LiveRecord::switching).map(LiveRecord.Switch::revision).stream();
        Stream.of(named, switchedTo, wanted.stream())
                .flatMap(each -> each)
                .filter(revision -> !sets.containsKey(revision))
                .distinct()
                .toList()
                .forEach(revision -> set(revision).ifPresent(set -> sets.put(revision, set)));
        return sets;
    }

    /** As the API server has them now. */
    private Map<String, Deployment> listedSets() {
        Map<String, Deployment> sets = new TreeMap<>();
        new LiveStore(client)
                .deployments(store).stream()
                        .filter(set -> set.getMetadata().getName().equals(Names.set(store.name(), revision(set))))
                        .forEach(set -> sets.put(revision(set), set));
        return sets;
    }

    private Map<String, Deployment> cachedSets() {
        Map<String, Deployment> sets = new TreeMap<>();
        for (Deployment cached : cache.deployments(store)) {
            String revision = revision(cached);
            if (cached.getMetadata().getName().equals(Names.set(store.name(), revision))) {
                fresh(Deployment.class, cached).ifPresent(set -> sets.put(revision, set));
            }
        }
        return sets;
    }

    private Optional<Deployment> set(String revision) {
        return get(Deployment.class, Names.set(store.name(), revision));
    }

    List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        cache.jobs(store).forEach(cached -> fresh(Job.class, cached).ifPresent(jobs::add));
        return jobs;
    }

    /** As the API server has them now. */
    List<Job> listedJobs() {
        return new LiveStore(client).jobs(store);
    }

    Optional<Job> job(String name) {
        return get(Job.class, name);
    }

    List<EndpointSlice> slicesOf(String service) {
        return cache.slices(store).stream()
                .filter(slice -> slice.getMetadata().getLabels() != null
                        && service.equals(slice.getMetadata().getLabels().get(SetEndpoints.SERVICE_LABEL)))
                .toList();
    }

    /** As the API server has them now, also where the Service is none of ours. */
    List<EndpointSlice> listedSlicesOf(String service) {
        return client.resources(EndpointSlice.class)
                .inNamespace(store.namespace())
                .withLabel(SetEndpoints.SERVICE_LABEL, service)
                .list()
                .getItems();
    }

    Optional<ConfigMap> configMap(String name) {
        return get(ConfigMap.class, name);
    }

    /** Begins to read what will be asked for; the first who asks takes the answer, the next reads anew. */
    <T extends HasMetadata> void begin(Ahead ahead, Class<T> kind, String name) {
        begun.put(key(kind, name), ahead.begin(() -> read(kind, name)));
    }

    @SuppressWarnings("unchecked")
    <T extends HasMetadata> Optional<T> get(Class<T> kind, String name) {
        Supplier<?> early = begun.remove(key(kind, name));
        return early == null ? read(kind, name) : (Optional<T>) early.get();
    }

    private static String key(Class<?> kind, String name) {
        return kind.getSimpleName() + "/" + name;
    }

    private <T extends HasMetadata> Optional<T> read(Class<T> kind, String name) {
        if (kind == Secret.class && !secrets) {
            return Optional.empty();
        }
        return Optional.ofNullable(client.resources(kind)
                .inNamespace(store.namespace())
                .withName(name)
                .get());
    }

    private <T extends HasMetadata> Optional<T> newest(Class<T> kind, List<T> cached, String name) {
        return cached.stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .map(object -> fresh(kind, object))
                .orElseGet(() -> get(kind, name));
    }

    private <T extends HasMetadata> Optional<T> fresh(Class<T> kind, T cached) {
        return own.isBehind(cached) ? get(kind, cached.getMetadata().getName()) : Optional.of(cached);
    }

    private static String revision(Deployment set) {
        return set.getMetadata().getLabels() == null
                ? ""
                : set.getMetadata().getLabels().getOrDefault(Labels.REVISION, "");
    }
}
