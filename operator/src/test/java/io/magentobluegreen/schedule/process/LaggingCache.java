package io.magentobluegreen.schedule.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.ObjectStore;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Informers: they show what the API server has, or what it had when their watch fell behind. */
public final class LaggingCache implements StoreCache {
    private final ObjectStore store;
    private final Map<Kind, Map<String, HasMetadata>> behind = new EnumMap<>(Kind.class);

    LaggingCache(ObjectStore store) {
        this.store = store;
    }

    /** The watch of this kind brings nothing from now on. */
    void fallBehind(Kind kind) {
        behind.put(kind, store.view(kind));
    }

    /** All that was missed is there. */
    void catchUp() {
        behind.clear();
    }

    boolean isBehind(Kind kind) {
        return behind.containsKey(kind);
    }

    boolean isBehind() {
        return !behind.isEmpty();
    }

    @SuppressWarnings("unchecked")
    <T extends HasMetadata> Optional<T> find(Kind kind, String name) {
        return isBehind(kind) ? Optional.ofNullable((T) behind.get(kind).get(name)) : store.find(kind, name);
    }

    @SuppressWarnings("unchecked")
    private <T extends HasMetadata> List<T> all(Kind kind, StoreKey key) {
        Collection<T> all = isBehind(kind) ? (Collection<T>) behind.get(kind).values() : store.all(kind);
        return all.stream().filter(object -> isOf(object, key)).toList();
    }

    private static boolean isOf(HasMetadata object, StoreKey store) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && store.name().equals(labels.get(Labels.STORE));
    }

    @Override
    public List<Deployment> deployments(StoreKey key) {
        return all(Kind.DEPLOYMENT, key);
    }

    @Override
    public List<Job> jobs(StoreKey key) {
        return all(Kind.JOB, key);
    }

    @Override
    public List<Service> services(StoreKey key) {
        return all(Kind.SERVICE, key);
    }

    @Override
    public List<EndpointSlice> slices(StoreKey key) {
        return all(Kind.SLICE, key);
    }
}
