package io.magentobluegreen.release.model;

import io.magentobluegreen.release.path.FlipGate;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Cluster;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import java.util.Map;
import java.util.Optional;

/**
 * Carries actions out on a {@link Builder}, as the API server and the executor would: each checks what the real one
 * checks, and nothing else. Every promise about a single write is asserted here.
 */
public class ModelCluster implements Cluster {
    /** The API server or the executor refuses the write; the rest of the plan is dropped. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why, null, false, false);
        }
    }

    private final Builder to;
    private final boolean byGuard;

    public ModelCluster(Builder to, boolean byGuard) {
        this.to = to;
        this.byGuard = byGuard;
    }

    /** The object whose version a write carries; "" where it needs none. */
    public static String objectOf(Action action) {
        if (action instanceof Action.WriteLedger) {
            return "ledger";
        }
        if (action instanceof Action.Flip
                || action instanceof Action.WriteLive
                || action instanceof Action.EndSwitch
                || action instanceof Action.AdoptService
                || action instanceof Action.RestoreSelector) {
            return "service";
        }
        if (action instanceof Action.WriteRecord write) {
            return "set " + write.revision();
        }
        if (action instanceof Action.Scale scale) {
            return "set " + scale.revision();
        }
        if (action instanceof Action.Collect collect) {
            return "set " + collect.revision();
        }
        if (action instanceof Action.ResumeUpgrade resume) {
            return "job " + resume.job();
        }
        return action instanceof Action.CancelUpgrade cancel ? "job " + cancel.job() : "";
    }

    protected final World world() {
        return to.build();
    }

    @Override
    public void writeLedger(Action.WriteLedger action) {
        to.ledger(action.next());
    }

    @Override
    public void createService(Action.CreateService action) {
        if (to.service.isPresent() && to.service.get().record().isPresent()) {
            throw new Refused("exists");
        }
        Promises.takesNoTraffic(world(), action.record());
        to.service(Optional.of(new World.Svc(Optional.of(action.record()), World.selectedBy(action.record()))));
    }

    @Override
    public void writeLive(Action.WriteLive action) {
        World.Svc old = to.service.orElseThrow(() -> new Refused("no service"));
        to.service(Optional.of(new World.Svc(Optional.of(action.record()), old.selects())));
    }

    @Override
    public void restoreSelector(Action.RestoreSelector action) {
        World.Svc old = to.service.orElseThrow(() -> new Refused("no service"));
        String selects = World.selectedBy(action.record());
        Promises.restoresOnlyWhatIsRecorded(old, selects);
        to.service(Optional.of(new World.Svc(old.record(), selects)));
    }

    @Override
    public void recreateService(Action.RecreateService action) {
        if (to.service.isPresent() || to.terminating) {
            throw new Refused("exists, or the resource goes");
        }
        String selects = World.selectedBy(action.record());
        Promises.selectsWhatHasServed(world(), selects);
        to.service(Optional.of(new World.Svc(Optional.of(action.record()), selects)));
    }

    @Override
    public void adoptService(Action.AdoptService action) {
        World.Svc found = to.service.orElseThrow(() -> new Refused("no service"));
        if (found.record().isPresent() || !found.selects().equals(World.ADOPTED)) {
            throw new Refused("it is another one");
        }
        to.service(Optional.of(new World.Svc(Optional.of(action.record()), found.selects())));
    }

    @Override
    public void endSwitch(Action.EndSwitch action) {
        if (to.service.isEmpty()) {
            throw new Refused("no service");
        }
        to.service(Optional.of(new World.Svc(Optional.of(action.next()), World.selectedBy(action.next()))));
    }

    @Override
    public void makeSet(Action.MakeSet action) {
        String revision = action.record().release().revision();
        if (!to.sets.containsKey(revision)) {
            to.set(revision, new World.Dep(Optional.of(action.record()), 0, 0));
        }
    }

    @Override
    public void rebuildSet(Action.RebuildSet action) {
        LiveRecord.Slot slot = action.slot();
        if (to.sets.containsKey(slot.revision())) {
            throw new Refused("exists");
        }
        to.set(slot.revision(), new World.Dep(Optional.empty(), slot.size(), 0));
    }

    @Override
    public void writeRecord(Action.WriteRecord action) {
        if (!to.sets.containsKey(action.revision())) {
            throw new Refused("no such set");
        }
        to.record(action.revision(), action.record());
    }

    @Override
    public void scale(Action.Scale action) {
        World.Dep dep = to.sets.get(action.revision());
        if (dep == null) {
            throw new Refused("no such set");
        }
        if (action.replicas() < dep.replicas() && action.replicas() == 0) {
            refuseIfInUse(action.revision(), dep);
        }
        Promises.scales(world(), action.revision(), dep.replicas(), action.replicas());
        if (action.replicas() == 0 && dep.ready() > 0 && to.knobs.spec().overlaps()) {
            to.lingering.add(action.revision());
        }
        to.set(
                action.revision(),
                new World.Dep(
                        Optional.of(action.record()), action.replicas(), Math.min(dep.ready(), action.replicas())));
    }

    @Override
    public void collect(Action.Collect action) {
        World.Dep dep = to.sets.get(action.revision());
        if (dep == null) {
            return;
        }
        refuseIfInUse(action.revision(), dep);
        Promises.collects(world(), action.revision());
        to.sets.remove(action.revision());
        to.conflict("set " + action.revision());
        dep.record()
                .ifPresent(record -> to.jobs
                        .values()
                        .removeIf(job -> job.owned() && job.release().startsWith(action.revision())));
    }

    /** The executor's own refusals, on a live GET of the Service. */
    protected void refuseIfInUse(String revision, World.Dep dep) {
        boolean selected = to.service
                .filter(s -> s.selects().equals(revision) || s.selects().equals(World.EVERY_SET) && dep.ready() > 0)
                .isPresent();
        boolean live = to.service
                .flatMap(World.Svc::record)
                .filter(record -> record.isLive(revision) || record.isSwitchedTo(revision))
                .isPresent();
        boolean stamped = dep.record().flatMap(SetRecord::promoting).isPresent();
        if (selected || live || stamped || to.service.isEmpty()) {
            throw new Refused("in use");
        }
    }

    @Override
    public void runJob(Action.RunJob action) {
        World.Dep on = to.sets.get(action.on());
        World.Dep runs = to.sets.get(action.runs());
        if (on == null || on.record().isEmpty() || runs == null) {
            throw new Refused("no such set");
        }
        JobView job = makeJob(action);
        SetRecord record = on.record().get();
        JobRef ref = new JobRef(action.attempt(), job.name(), job.uid());
        to.record(action.on(), record.withJob(action.step(), ref, World.NOW));
    }

    /** The first half of {@link #runJob}, after which a crash leaves a Job that is on no record. */
    public JobView makeJob(Action.RunJob action) {
        String name = action.release() + "-" + action.step().text() + "-" + action.attempt();
        JobView known = to.jobs.get(name);
        if (known != null) {
            Evidences.takes(world(), action, known);
            return known;
        }
        boolean upgrade = action.step() == Step.UPGRADE;
        JobView job = new JobView(
                name,
                "uid-" + name,
                action.release().toString(),
                action.step(),
                action.attempt(),
                to.knobs.images().get(action.runs()),
                action.arguments().getOrDefault("subject", ""),
                upgrade,
                false,
                Optional.empty(),
                Optional.empty(),
                !upgrade);
        to.job(job);
        return job;
    }

    @Override
    public void addFinalizer(Action.AddFinalizer action) {
        if (to.terminating) {
            throw new Refused("terminating");
        }
        to.finalizer = true;
    }

    @Override
    public void removeFinalizer(Action.RemoveFinalizer action) {
        Promises.finalizerGoesOnlyWithoutUpgrade(world());
        to.finalizer = false;
    }

    @Override
    public void resumeUpgrade(Action.ResumeUpgrade action) {
        JobView job = unfinished(action.job(), action.uid());
        refuseIfCancelled(job);
        Promises.begins(world(), job);
        to.job(Jobs.with(job, false, job.cancelled(), job.owned()));
    }

    /** A cancelled Job has another version than the one that a resume was decided on. */
    protected void refuseIfCancelled(JobView job) {
        if (job.cancelled()) {
            throw new Refused("cancelled");
        }
    }

    @Override
    public void cancelUpgrade(Action.CancelUpgrade action) {
        JobView job = unfinished(action.job(), action.uid());
        if (!job.suspended()) {
            throw new Refused("it was resumed");
        }
        to.job(Jobs.with(job, true, true, job.owned()));
    }

    @Override
    public void deleteJob(Action.DeleteJob action) {
        JobView job = to.jobs.get(action.job());
        if (job != null) {
            Promises.deletesNothingThatRuns(job);
            to.removeJob(action.job());
        }
    }

    @Override
    public void ownUpgrade(Action.OwnUpgrade action) {
        JobView job = to.jobs.get(action.job());
        to.job(Jobs.with(job, job.suspended(), job.cancelled(), true));
    }

    private JobView unfinished(String name, String uid) {
        JobView job = to.jobs.get(name);
        if (job == null || !job.uid().equals(uid) || job.finished()) {
            throw new Refused("gone or finished");
        }
        return job;
    }

    @Override
    public void ask(Action.Ask action) {
        to.answers.putIfAbsent(action.task(), new Answer(Answer.State.RUNNING, World.LONG_AGO, "", "", Map.of()));
    }

    @Override
    public void forget(Action.Forget action) {
        Task task = action.task();
        if (to.answers.containsKey(task) && to.answers.get(task).state() != Answer.State.RUNNING) {
            to.answers.remove(task);
        }
    }

    @Override
    public void flip(Action.Flip action) {
        stampAndAskGates(action);
        write(action);
    }

    /** The protocol up to the write: GET, stamp, gates on fresh reads. */
    public void stampAndAskGates(Action.Flip action) {
        World.Svc now = to.service.orElseThrow(() -> new Refused("no service"));
        if (now.record().filter(record -> record.epoch() == action.epoch()).isEmpty()) {
            throw new Refused("another record");
        }
        if (!action.next().servesAdopted()) {
            stamp(action.to());
        }
        Optional<String> closed = closed(action);
        if (closed.isPresent()) {
            throw new Refused(closed.get());
        }
    }

    private void stamp(String revision) {
        World.Dep dep = to.sets.get(revision);
        if (dep == null || dep.record().isEmpty()) {
            throw new Refused("no such set");
        }
        to.record(revision, dep.record().get().stamped(Optional.of(World.NOW)));
    }

    /** The gates on fresh reads. */
    protected Optional<String> closed(Action.Flip action) {
        return byGuard
                ? FlipGate.closed(world().guardView(), action, World.NOW)
                : FlipGate.closed(world().want(), world().seen(), action, World.NOW);
    }

    /** The write itself: refused by the API server if the Service has changed since the GET. */
    public void write(Action.Flip action) {
        Promises.flips(world(), action, byGuard);
        to.service(Optional.of(new World.Svc(Optional.of(action.next()), World.selectedBy(action.next()))));
        to.answers.keySet().removeIf(task -> task.kind() == Task.Kind.PROVE);
    }

    @Override
    public void publish(Action.Publish action) {
        to.published = action.revision();
    }

    @Override
    public void movePreview(Action.MovePreview action) {
        Promises.previewHasReadyPod(world(), action.revision());
        to.preview = action.revision();
    }

    @Override
    public void announce(Action.Announce action) {}
}
