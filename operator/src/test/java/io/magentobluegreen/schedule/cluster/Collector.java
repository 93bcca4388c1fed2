package io.magentobluegreen.schedule.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.ObjectStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Deletes what names owners none of which is there any more. */
final class Collector {
    private final ObjectStore store;
    private final Writes writes;

    Collector(ObjectStore store, Writes writes) {
        this.store = store;
        this.writes = writes;
    }

    void sync() {
        Set<String> there = new HashSet<>();
        List<HasMetadata> owned = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (HasMetadata object : store.all(kind)) {
                there.add(object.getMetadata().getUid());
                if (!object.getMetadata().getOwnerReferences().isEmpty() && !Pods.leaves(object)) {
                    owned.add(object);
                }
            }
        }
        owned.stream()
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .noneMatch(owner -> there.contains(owner.getUid())))
                .forEach(writes::delete);
    }
}
