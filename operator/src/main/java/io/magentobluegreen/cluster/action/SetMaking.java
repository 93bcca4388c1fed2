package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.SetIdentities;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.manifest.SetIdentity;
import io.magentobluegreen.manifest.SetObjects;
import io.magentobluegreen.manifest.WebDeployment;
import io.magentobluegreen.manifest.WebPod;
import io.magentobluegreen.manifest.podpatch.PodPatch;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.want.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a set: Secret and ConfigMap first, then the Deployment at no replicas with the release's record on it, so that a
 * Deployment that exists has all it mounts. Each is POSTed and never applied again; one that exists and is ours stays as
 * it is, and one that is not ours is never written. A Secret or ConfigMap that is kept is marked, which raises its version:
 * a collection of the set that was there before, and that slept, deletes only what it has read.
 */
final class SetMaking {
    private final ApiServer api;
    private final SeenStore seen;
    private final ActionLog log;
    private final Clock clock;

    SetMaking(ApiServer api, SeenStore seen, ActionLog log, Clock clock) {
        this.api = api;
        this.seen = seen;
        this.log = log;
        this.clock = clock;
    }

    void make(SetRecord record) {
        SetIdentity set = SetIdentities.of(seen.resource(), record);
        MagentoReleaseSpec spec = seen.resource().getSpec();
        Map<String, String> records = Map.of(RecordCodec.SET, RecordCodec.write(record));
        Deployment deployment = WebDeployment.of(set, record.image(), template(set, spec), records);
        if (spec.env().snapshot()) {
            postOrKeep(SetObjects.secret(set, env()));
        }
        postOrKeep(SetObjects.configMap(set, spec, deployment));
        Deployment made = post(deployment);
        if (Recorded.on(made).isEmpty()) {
            seen.wrote(set.revision(), api.annotate(made, Recorded.put(made, record)));
        } else if (!wasObserved(set.revision(), made)) {
            seen.wrote(set.revision(), made);
        }
    }

    /**
     * One that was observed stays what was observed: what is read here may be a successor's, and a record that was decided on
     * before must not be written over it.
     */
    private boolean wasObserved(String revision, Deployment made) {
        return seen.set(revision)
                .map(observed -> observed.getMetadata().getUid())
                .filter(made.getMetadata().getUid()::equals)
                .isPresent();
    }

    /** The live set's Deployment once more, from what its ConfigMap remembers; no Jobs. */
    void rebuild(LiveRecord.Slot slot, SetRecord record) {
        ConfigMap remembered = api.get(ConfigMap.class, seen.namespace(), Names.set(seen.name(), slot.revision()))
                .filter(seen.ownership()::owns)
                .orElseThrow(() -> new ActionRefused(new Problem(
                        "LiveSetLost",
                        "The Deployment and the ConfigMap of the live release " + slot.release()
                                + " are gone; release another image")));
        Map<String, String> records = Map.of(RecordCodec.SET, RecordCodec.write(record));
        seen.wrote(slot.revision(), post(SetObjects.remembered(remembered, records, slot.size())));
    }

    private void postOrKeep(HasMetadata wanted) {
        if (created(wanted).isEmpty()) {
            HasMetadata kept = api.client().getKubernetesSerialization().clone(existing(wanted));
            Map<String, String> annotations = new TreeMap<>();
            Optional.ofNullable(kept.getMetadata().getAnnotations()).ifPresent(annotations::putAll);
            annotations.put(Annotations.KEPT_AT, clock.instant().toString());
            kept.getMetadata().setAnnotations(annotations);
            api.update(kept);
            log.did("Kept " + wanted.getKind())
                    .addKeyValue("object", wanted.getMetadata().getName())
                    .log();
        }
    }

    /** When a set was last made that found this there already; empty for never, and for a mark that is none of ours. */
    static Optional<Instant> keptAt(HasMetadata object) {
        try {
            return Optional.ofNullable(object.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(Annotations.KEPT_AT))
                    .map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** What was created, or what is there and ours. */
    private <T extends HasMetadata> T post(T wanted) {
        return created(wanted).orElseGet(() -> existing(wanted));
    }

    private <T extends HasMetadata> Optional<T> created(T wanted) {
        Optional<T> created = api.create(wanted);
        created.ifPresent(made -> log.did("Created " + wanted.getKind())
                .addKeyValue("object", wanted.getMetadata().getName())
                .log());
        return created;
    }

    private <T extends HasMetadata> T existing(T wanted) {
        @SuppressWarnings("unchecked")
        Class<T> kind = (Class<T>) wanted.getClass();
        T existing = api.get(kind, seen.namespace(), wanted.getMetadata().getName())
                .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .orElseThrow(() -> new ObservedStale(ApiServer.of(wanted) + " is being deleted", null));
        Optional<Problem> problem = seen.ownership().problem(existing);
        if (problem.isPresent()) {
            throw new ActionRefused(problem.get());
        }
        return existing;
    }

    private static PodTemplateSpec template(SetIdentity set, MagentoReleaseSpec spec) {
        PodPatch.Result result = WebPod.of(set, spec);
        if (result instanceof PodPatch.Refused refused) {
            throw new ActionRefused(new Problem("PodPatchRefused", refused.sentence()));
        }
        return ((PodPatch.Patched) result).template();
    }

    private byte[] env() {
        return seen.env().orElseThrow(() -> new ObservedStale("The env Secret of " + seen.key() + " is gone", null));
    }
}
