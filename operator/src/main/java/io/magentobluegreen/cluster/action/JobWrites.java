package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.JobEnd;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.Ownership;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.SetIdentities;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.manifest.Owner;
import io.magentobluegreen.manifest.job.JobRequest;
import io.magentobluegreen.manifest.job.Jobs;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.want.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs: made from the Deployment of the set they run in, put on record by UID, cancelled, deleted, owned.
 *
 * <p>An upgrade Job that was resumed and has not ended is never deleted here, whoever asks.
 */
final class JobWrites {
    private final ApiServer api;
    private final SeenStore seen;
    private final SetWrites sets;
    private final LedgerWrites ledger;
    private final ActionLog log;

    JobWrites(ApiServer api, SeenStore seen, SetWrites sets, LedgerWrites ledger, ActionLog log) {
        this.api = api;
        this.seen = seen;
        this.sets = sets;
        this.ledger = ledger;
        this.log = log;
    }

    /** POSTs first, then records: a Job that a crash left off the record is found by its name and taken. */
    void run(Action.RunJob action, Instant now) {
        Deployment on = sets.current(action.on());
        SetRecord record =
                Recorded.on(on).orElseThrow(() -> new ObservedStale("The set " + action.on() + " has no record", null));
        Job wanted = wanted(action);
        Optional<Job> created = api.create(wanted);
        created.ifPresent(job -> log.did("Created a Job")
                .addKeyValue("job", job.getMetadata().getName())
                .addKeyValue("runs", action.runs())
                .log());
        Job job = created.orElseGet(() -> taken(wanted, action.step()));
        JobRef ref = new JobRef(
                action.attempt(), job.getMetadata().getName(), job.getMetadata().getUid());
        if (!ref.equals(record.jobs().get(action.step()))) {
            sets.put(on, record.withJob(action.step(), ref, now));
        }
    }

    private Job wanted(Action.RunJob action) {
        Deployment runs = api.get(Deployment.class, seen.namespace(), Names.set(seen.name(), action.runs()))
                .filter(seen.ownership()::owns)
                .orElseThrow(() -> new ObservedStale("The set " + action.runs() + " is gone", null));
        return Jobs.in(
                        SetIdentities.of(seen.resource(), runs),
                        runs.getSpec().getTemplate(),
                        seen.resource().getSpec())
                .of(new JobRequest(action.release(), action.step(), action.attempt(), action.arguments()));
    }

    private Job taken(Job wanted, Step step) {
        Job existing = read(wanted.getMetadata().getName());
        Ownership ownership = seen.ownership();
        // A finished upgrade may have been given its owner already.
        Optional<Problem> problem =
                step == Step.UPGRADE ? ownership.labelProblem(existing) : ownership.problem(existing);
        if (problem.isPresent()) {
            throw new ActionRefused(problem.get());
        }
        Map<String, String> labels = existing.getMetadata().getLabels();
        boolean same = wanted.getMetadata().getLabels().get(Labels.RELEASE).equals(labels.get(Labels.RELEASE))
                && step.text().equals(labels.get(Labels.STEP))
                && existing.getMetadata().getDeletionTimestamp() == null;
        if (!same) {
            throw new ObservedStale("The Job " + wanted.getMetadata().getName() + " is leaving, or another one", null);
        }
        return existing;
    }

    /** A sleeping resume gets a conflict by this update. */
    void cancel(Action.CancelUpgrade action) {
        Job job = suspended(action.job(), action.uid());
        if (isCancelled(job)) {
            return;
        }
        api.update(new JobBuilder(job)
                .editMetadata()
                .addToAnnotations(Annotations.CANCELLED, "It was never resumed and is not asked for any more.")
                .endMetadata()
                .build());
        log.did("Cancelled an upgrade that never began")
                .addKeyValue("job", action.job())
                .log();
    }

    private static boolean isCancelled(Job job) {
        return job.getMetadata().getAnnotations() != null
                && job.getMetadata().getAnnotations().containsKey(Annotations.CANCELLED);
    }

    /**
     * Before the ledger says that an upgrade may be at the database: its Job is there, suspended and not cancelled, also where a
     * cache still has one that is gone. The ledger was read before, and whoever cancels the Job writes it.
     */
    void requireWaiting(Ledger.Fact.Touched upgrade) {
        boolean waits = api
                .client()
                .resources(Job.class)
                .inNamespace(seen.namespace())
                .withLabels(Map.of(Labels.STORE, seen.name(), Labels.RELEASE, upgrade.release()))
                .list()
                .getItems()
                .stream()
                .filter(job -> job.getMetadata().getUid().equals(upgrade.job()))
                .anyMatch(job -> Boolean.TRUE.equals(job.getSpec().getSuspend())
                        && !isCancelled(job)
                        && job.getMetadata().getDeletionTimestamp() == null);
        if (!waits) {
            throw new ObservedStale("The upgrade Job of " + upgrade.release() + " is gone or was cancelled", null);
        }
    }

    void delete(Action.DeleteJob action) {
        Optional<Job> job = find(action.job(), action.uid());
        if (job.isEmpty()) {
            return;
        }
        if (isRunningUpgrade(job.get())) {
            throw new ObservedStale("The upgrade Job " + action.job() + " was resumed and is not deleted", null);
        }
        if (isCancelled(job.get())) {
            ledger.fence(action.uid());
        }
        api.delete(job.get());
        log.did("Deleted a Job").addKeyValue("job", action.job()).log();
    }

    void own(Action.OwnUpgrade action) {
        Optional<Job> found = find(action.job(), action.uid());
        if (found.isEmpty() || seen.ownership().owns(found.get())) {
            return;
        }
        if (JobEnd.of(found.get()).isEmpty()) {
            throw new ObservedStale("The upgrade Job " + action.job() + " has not ended", null);
        }
        Owner owner = new Owner(seen.name(), seen.resource().getMetadata().getUid());
        api.update(new JobBuilder(found.get())
                .editMetadata()
                .withOwnerReferences(owner.reference())
                .endMetadata()
                .build());
        log.did("Gave a finished upgrade Job its owner")
                .addKeyValue("job", action.job())
                .log();
    }

    /** It may be at the database: resumed, and neither complete nor failed. */
    static boolean isRunningUpgrade(Job job) {
        return isUpgrade(job)
                && !Boolean.TRUE.equals(job.getSpec().getSuspend())
                && JobEnd.of(job).isEmpty();
    }

    static boolean isUpgrade(Job job) {
        return job.getMetadata().getLabels() != null
                && Step.UPGRADE.text().equals(job.getMetadata().getLabels().get(Labels.STEP));
    }

    private Job suspended(String name, String uid) {
        return find(name, uid)
                .filter(job -> Boolean.TRUE.equals(job.getSpec().getSuspend()))
                .orElseThrow(() -> new ObservedStale("The Job " + name + " is gone or was resumed", null));
    }

    private Optional<Job> find(String name, String uid) {
        return api.get(Job.class, seen.namespace(), name)
                .filter(job -> job.getMetadata().getUid().equals(uid));
    }

    private Job read(String name) {
        return api.get(Job.class, seen.namespace(), name)
                .orElseThrow(() -> new ObservedStale("The Job " + name + " is gone", null));
    }
}
