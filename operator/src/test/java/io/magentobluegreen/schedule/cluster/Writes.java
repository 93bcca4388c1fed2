package io.magentobluegreen.schedule.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.MemoryApi;

/** Writes of the cluster's own controllers, which always come through. */
record Writes(MemoryApi api) {
    private static final String WRITER = "cluster";

    void create(HasMetadata object) {
        api.create(WRITER, object);
    }

    void update(HasMetadata object) {
        api.update(WRITER, object, true);
    }

    void status(HasMetadata object) {
        api.status(WRITER, object);
    }

    void delete(HasMetadata object) {
        api.delete(WRITER, Kind.of(object), object.getMetadata().getName(), MemoryApi.Preconditions.NONE);
    }
}
