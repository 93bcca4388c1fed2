package io.magentobluegreen.schedule.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of one namespace. Objects are never changed once they are in it, so that a copy of the store is cheap and
 * everybody may hold what it gives.
 */
public final class ObjectStore {
    private final Map<Kind, TreeMap<String, HasMetadata>> objects = new EnumMap<>(Kind.class);
    private long version;
    private long uids;

    public ObjectStore() {
        for (Kind kind : Kind.values()) {
            objects.put(kind, new TreeMap<>());
        }
    }

    public ObjectStore copy() {
        ObjectStore copy = new ObjectStore();
        objects.forEach((kind, all) -> copy.objects.get(kind).putAll(all));
        copy.version = version;
        copy.uids = uids;
        return copy;
    }

    /** Of this kind, in the order of their names; what is written later shows in it. */
    @SuppressWarnings("unchecked")
    public <T extends HasMetadata> Collection<T> all(Kind kind) {
        return (Collection<T>) objects.get(kind).values();
    }

    @SuppressWarnings("unchecked")
    public <T extends HasMetadata> Optional<T> find(Kind kind, String name) {
        return Optional.ofNullable((T) objects.get(kind).get(name));
    }

    /** As they are now, whatever is written later. */
    public Map<String, HasMetadata> view(Kind kind) {
        return new TreeMap<>(objects.get(kind));
    }

    /** Raised by every write. */
    public long version() {
        return version;
    }

    String nextVersion() {
        return Long.toString(++version);
    }

    String nextUid() {
        return "uid-" + ++uids;
    }

    void put(Kind kind, HasMetadata object) {
        objects.get(kind).put(object.getMetadata().getName(), object);
    }

    void remove(Kind kind, String name) {
        version++;
        objects.get(kind).remove(name);
    }
}
