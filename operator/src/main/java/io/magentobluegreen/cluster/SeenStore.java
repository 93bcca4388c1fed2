package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.api.MagentoRelease;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of a store behind one observation: what an action changes only if it is still like that.
 *
 * <p>For one thread. What an action wrote takes the place of what was seen, so that the next action of the plan carries
 * on from it.
 */
public final class SeenStore {
    private final MagentoRelease resource;
    private final Optional<byte[]> env;
    private final Map<String, Deployment> sets;
    private Optional<Service> service;
    private Optional<ConfigMap> ledger;

    /**
     * @param env bytes of the store's env file; empty when they are not there
     * @param sets Deployments by revision
     * @param service ours, or what it was before it was deleted
     */
    public SeenStore(
            MagentoRelease resource,
            Optional<byte[]> env,
            Map<String, Deployment> sets,
            Optional<Service> service,
            Optional<ConfigMap> ledger) {
        this.resource = resource;
        this.env = env;
        this.sets = new TreeMap<>(sets);
        this.service = service;
        this.ledger = ledger;
    }

    public MagentoRelease resource() {
        return resource;
    }

    public StoreKey key() {
        return StoreKey.of(resource);
    }

    public String namespace() {
        return resource.getMetadata().getNamespace();
    }

    public String name() {
        return resource.getMetadata().getName();
    }

    public Ownership ownership() {
        return Ownership.of(resource).knowing(service);
    }

    public Optional<byte[]> env() {
        return env;
    }

    public Optional<Deployment> set(String revision) {
        return Optional.ofNullable(sets.get(revision));
    }

    public Optional<Service> service() {
        return service;
    }

    public Optional<ConfigMap> ledger() {
        return ledger;
    }

    public void wrote(String revision, Deployment set) {
        sets.put(revision, set);
    }

    public void deleted(String revision) {
        sets.remove(revision);
    }

    public void wrote(Service written) {
        service = Optional.of(written);
    }

    public void wrote(ConfigMap written) {
        ledger = Optional.of(written);
    }
}
