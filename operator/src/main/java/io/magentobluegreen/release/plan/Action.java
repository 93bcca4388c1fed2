package io.magentobluegreen.release.plan;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import java.util.Map;

/**
 * A change to the cluster, as data. Doing one twice has the effect of doing it once; each is refused by a conflict when
 * the object it changes is no longer the one that was observed.
 */
public sealed interface Action {
    /** Exhaustive dispatch on Java 17, where switch patterns are still a preview. */
    void on(Cluster cluster);

    /** Creates the ledger, or updates it as it was observed. */
    record WriteLedger(Ledger next) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.writeLedger(this);
        }
    }

    /** POSTs the live Service with the record and a selector that matches nothing, or writes the record again if it was stripped. */
    record CreateService(LiveRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.createService(this);
        }
    }

    /** Writes {@code record} on the Service as it was observed; the selector stays. */
    record WriteLive(LiveRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.writeLive(this);
        }
    }

    /** Secret, ConfigMap and the Deployment at 0 replicas, its record on it: each POSTed, what exists and is ours stays. */
    record MakeSet(SetRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.makeSet(this);
        }
    }

    /** Updates the record on the set's Deployment as it was observed. */
    record WriteRecord(String revision, SetRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.writeRecord(this);
        }
    }

    /**
     * Updates the replicas and the record of the Deployment as it was observed. Lowering them carries the version of a
     * Deployment read before the live GET of the Service, and is refused while the Service's record names the set as
     * live, its endpoints reference the set's pods, or the set is stamped {@code promoting}.
     */
    record Scale(String revision, int replicas, SetRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.scale(this);
        }
    }

    /**
     * Deletes a set with its ConfigMap, Secret and Jobs; refused like a lowering {@link Scale}, and while the record names it.
     *
     * @param anew it is made again right after, for the release that begins: allowed also while the record names it as what
     *     to go back to, since nothing goes back to a set that was changed by hand
     */
    record Collect(String revision, boolean anew) implements Action {
        public Collect(String revision) {
            this(revision, false);
        }

        @Override
        public void on(Cluster cluster) {
            cluster.collect(this);
        }
    }

    /**
     * POSTs the Job of a step, run from the set {@code runs}, and puts its UID on the record of the set {@code on}. One
     * that exists by that name and is ours is taken.
     *
     * @param arguments {@code subject} becomes {@link JobView#subject}; the others say what the Job's environment says beside
     *     the spec, for example {@code UPGRADE_COMMAND}
     */
    record RunJob(String on, ReleaseName release, Step step, int attempt, String runs, Map<String, String> arguments)
            implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.runJob(this);
        }
    }

    /** Puts our finalizer on the resource; on one that terminates the API server refuses it, and everything stops. */
    record AddFinalizer() implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.addFinalizer(this);
        }
    }

    record RemoveFinalizer() implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.removeFinalizer(this);
        }
    }

    /** Resumes the upgrade Job as it was observed, with a new {@code begin-before}. */
    record ResumeUpgrade(String job, String uid) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.resumeUpgrade(this);
        }
    }

    /** Marks a Job that was never resumed, so that a sleeping resume gets a conflict. */
    record CancelUpgrade(String job, String uid) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.cancelUpgrade(this);
        }
    }

    /** Deletes a Job by uid and resourceVersion. */
    record DeleteJob(String job, String uid) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.deleteJob(this);
        }
    }

    /** Gives a finished upgrade Job its ownerReference, so that it is collected with the resource. */
    record OwnUpgrade(String job, String uid) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.ownUpgrade(this);
        }
    }

    /** Starts a task unless it runs or has an answer. */
    record Ask(Task task) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.ask(this);
        }
    }

    /** Forgets an answer, so that the task can be asked again. */
    record Forget(Task task) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.forget(this);
        }
    }

    /**
     * The flip: GET the Service, stamp {@code promoting} on the set, gates on fresh reads ({@code FlipGate}), then the
     * write of selector and record with that Service's resourceVersion and uid.
     *
     * @param to {@link LiveRecord#ADOPTED} for what an adopted Service selected before: nothing is stamped then
     * @param epoch the epoch of the record that is replaced
     */
    record Flip(String to, long epoch, LiveRecord next) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.flip(this);
        }
    }

    /**
     * Puts our labels and the record on a Service that is somebody else's, as it was observed; what it selects, its ports and
     * its owner stay. Refused where another controller owns it, or it selects something else by now.
     */
    record AdoptService(LiveRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.adoptService(this);
        }
    }

    /** Ends a switch under way on what was live: selector and record in one update of the Service as it was observed. */
    record EndSwitch(LiveRecord next) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.endSwitch(this);
        }
    }

    /** Makes {@code <name>-live} hold the set's wrapper, overrides, env file, revision, colour and image. */
    record Publish(String revision) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.publish(this);
        }
    }

    /** Moves the preview Service to the set. */
    record MovePreview(String revision) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.movePreview(this);
        }
    }

    /** Writes the recorded selector on the Service as it was observed. */
    record RestoreSelector(LiveRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.restoreSelector(this);
        }
    }

    /**
     * POSTs a deleted Service with selector, record and the last known clusterIP and nodePorts (without them if they are
     * refused), after a live GET shows the resource with the same UID and no deletionTimestamp.
     */
    record RecreateService(LiveRecord record) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.recreateService(this);
        }
    }

    /** POSTs a deleted live Deployment from its {@code deployment.json} at the size that the record remembers; no Jobs. */
    record RebuildSet(LiveRecord.Slot slot) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.rebuildSet(this);
        }
    }

    /** An Event on the resource; what came before it in the plan has been done. */
    record Announce(boolean warning, String reason, String message) implements Action {
        @Override
        public void on(Cluster cluster) {
            cluster.announce(this);
        }
    }
}
