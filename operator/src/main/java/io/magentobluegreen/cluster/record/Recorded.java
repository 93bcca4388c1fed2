package io.magentobluegreen.cluster.record;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import java.util.Map;
import java.util.Optional;

/**
 * The records on the objects that carry them. Objects are never changed, only copied, and what a newer operator added to a
 * record stays in it.
 */
public final class Recorded {
    private Recorded() {}

    public static Optional<SetRecord> on(Deployment set) {
        return RecordCodec.readSet(text(set, RecordCodec.SET));
    }

    public static Optional<LiveRecord> on(Service service) {
        return RecordCodec.readLive(text(service, RecordCodec.LIVE));
    }

    /** A copy with that record. */
    public static Deployment put(Deployment set, SetRecord record) {
        return new DeploymentBuilder(set)
                .editMetadata()
                .addToAnnotations(RecordCodec.SET, RecordCodec.write(record, text(set, RecordCodec.SET)))
                .endMetadata()
                .build();
    }

    /** A copy with that record. */
    public static Service put(Service service, LiveRecord record) {
        return new ServiceBuilder(service)
                .editMetadata()
                .addToAnnotations(annotation(service, record))
                .endMetadata()
                .build();
    }

    /** The record as the annotation that {@code last} would get. */
    public static Map<String, String> annotation(Service last, LiveRecord record) {
        return Map.of(RecordCodec.LIVE, RecordCodec.write(record, text(last, RecordCodec.LIVE)));
    }

    /** The annotation as it stands there, or "": two reads show the same record exactly when these are equal. */
    public static String text(HasMetadata object) {
        String set = text(object, RecordCodec.SET);
        String live = text(object, RecordCodec.LIVE);
        return (set == null ? "" : set) + (live == null ? "" : live);
    }

    private static String text(HasMetadata object, String key) {
        return object.getMetadata().getAnnotations() == null
                ? null
                : object.getMetadata().getAnnotations().get(key);
    }
}
