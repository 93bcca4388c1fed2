package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.record.SetRecord;
import java.util.Objects;
import java.util.function.Function;

/**
 * Changes of a set's Deployment: its record, and its size together with it.
 *
 * <p>Each updates the Deployment with the version observed; or it reads it, demands that it is the one observed with the
 * record that was observed (its status may have moved on, a plan does not rest on that), and updates it with the version
 * just read. So a plan made on a cache that was behind ends in {@link ObservedStale} before anything is written.
 */
final class SetWrites {
    private static final int TRIES = 3;

    private final ApiServer api;
    private final SeenStore seen;
    private final ActionLog log;

    SetWrites(ApiServer api, SeenStore seen, ActionLog log) {
        this.api = api;
        this.seen = seen;
        this.log = log;
    }

    void writeRecord(String revision, SetRecord record) {
        Deployment observed = observed(revision);
        if (Recorded.text(Recorded.put(observed, record)).equals(Recorded.text(observed))) {
            return;
        }
        putObserved(revision, record, this::current);
        log.did("Wrote the record")
                .addKeyValue("revision", revision)
                .addKeyValue("release", record.release())
                .addKeyValue("step", record.step().text())
                .log();
    }

    /** Writes the record on the set as it was observed, its size included. */
    void stamp(String revision, SetRecord record) {
        putObserved(revision, record, this::currentOfSameSize);
    }

    /**
     * Writes on the set as it was observed. Where that is overtaken, or about to be, it is read, and if only the cluster's own
     * report of the pods has changed, written on.
     */
    private void putObserved(String revision, SetRecord record, Function<String, Deployment> read) {
        Deployment observed = observed(revision);
        Deployment current = isReported(observed) ? observed : read.apply(revision);
        for (int tries = 1; ; tries++) {
            try {
                put(current, record);
                return;
            } catch (ObservedStale overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
            current = read.apply(revision);
        }
    }

    /** Raises or keeps; lowering is {@link Lowering}'s. */
    void scale(Deployment current, String revision, int replicas, SetRecord record) {
        Deployment next = new DeploymentBuilder(Recorded.put(current, record))
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        if (next.equals(current)) {
            return;
        }
        boolean annotated = Objects.equals(next.getSpec(), current.getSpec());
        seen.wrote(revision, annotated ? api.annotate(current, next) : api.update(next));
        log.did("Scaled the set")
                .addKeyValue("revision", revision)
                .addKeyValue("from", current.getSpec().getReplicas())
                .addKeyValue("to", replicas)
                .log();
    }

    /** The Deployment's controller answers every change, also one of annotations, with a report: it has done so for this version. */
    private static boolean isReported(Deployment set) {
        return set.getStatus() != null
                && Objects.equals(
                        set.getStatus().getObservedGeneration(),
                        set.getMetadata().getGeneration());
    }

    Deployment observed(String revision) {
        return seen.set(revision)
                .orElseThrow(() -> new ObservedStale("The set " + revision + " was not there to be changed", null));
    }

    /** The Deployment as it is now, if it is still what was observed. */
    Deployment current(String revision) {
        Deployment observed = observed(revision);
        Deployment current = api.get(Deployment.class, seen.namespace(), Names.set(seen.name(), revision))
                .orElseThrow(() -> new ObservedStale("The set " + revision + " is gone", null));
        boolean same =
                current.getMetadata().getUid().equals(observed.getMetadata().getUid())
                        && Recorded.text(current).equals(Recorded.text(observed));
        if (!same || current.getMetadata().getDeletionTimestamp() != null) {
            throw new ObservedStale("The set " + revision + " is another one, or its record changed", null);
        }
        return current;
    }

    /** The same, and its size is still the one that was observed. */
    Deployment currentOfSameSize(String revision) {
        Deployment current = current(revision);
        Integer observed = observed(revision).getSpec().getReplicas();
        if (!Objects.equals(observed, current.getSpec().getReplicas())) {
            throw new ObservedStale("The set " + revision + " was scaled meanwhile", null);
        }
        return current;
    }

    /** Writes the record on this version of the Deployment. */
    void put(Deployment current, SetRecord record) {
        Deployment next = Recorded.put(current, record);
        seen.wrote(current.getMetadata().getLabels().get(Labels.REVISION), api.annotate(current, next));
    }
}
