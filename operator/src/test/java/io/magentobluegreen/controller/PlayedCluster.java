package io.magentobluegreen.controller;

import io.magentobluegreen.release.model.Jobs;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Cluster;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.util.Map;
import java.util.Optional;

/** Carries actions out on a {@link PlayedStore} as they are meant; nothing here is ever refused. */
final class PlayedCluster implements Cluster {
    private final PlayedStore to;

    PlayedCluster(PlayedStore to) {
        this.to = to;
    }

    @Override
    public void writeLedger(Action.WriteLedger action) {
        to.ledger = Optional.of(action.next());
    }

    @Override
    public void createService(Action.CreateService action) {
        to.live = Optional.of(action.record());
    }

    @Override
    public void writeLive(Action.WriteLive action) {
        to.live = Optional.of(action.record());
    }

    @Override
    public void restoreSelector(Action.RestoreSelector action) {
        to.live = Optional.of(action.record());
    }

    @Override
    public void adoptService(Action.AdoptService action) {
        to.live = Optional.of(action.record());
    }

    @Override
    public void endSwitch(Action.EndSwitch action) {
        to.live = Optional.of(action.next());
    }

    @Override
    public void recreateService(Action.RecreateService action) {
        to.live = Optional.of(action.record());
    }

    @Override
    public void makeSet(Action.MakeSet action) {
        to.sets.putIfAbsent(
                action.record().release().revision(), new PlayedStore.Pods(Optional.of(action.record()), 0, 0));
    }

    @Override
    public void rebuildSet(Action.RebuildSet action) {
        LiveRecord.Slot slot = action.slot();
        to.sets.put(slot.revision(), new PlayedStore.Pods(Optional.empty(), slot.size(), 0));
    }

    @Override
    public void writeRecord(Action.WriteRecord action) {
        to.sets.compute(
                action.revision(),
                (name, old) -> new PlayedStore.Pods(Optional.of(action.record()), old.replicas(), old.ready()));
    }

    @Override
    public void scale(Action.Scale action) {
        to.sets.compute(
                action.revision(),
                (name, old) -> new PlayedStore.Pods(
                        Optional.of(action.record()), action.replicas(), Math.min(old.ready(), action.replicas())));
    }

    @Override
    public void collect(Action.Collect action) {
        to.sets.remove(action.revision());
    }

    @Override
    public void runJob(Action.RunJob action) {
        String name = "shop-" + action.release() + "-" + action.step().text() + "-" + action.attempt();
        boolean upgrade = action.step() == Step.UPGRADE;
        SetRecord runs = to.sets.get(action.runs()).record().orElseThrow();
        to.jobs.putIfAbsent(
                name,
                new JobView(
                        name,
                        "uid-" + name,
                        action.release().toString(),
                        action.step(),
                        action.attempt(),
                        runs.image(),
                        action.arguments().getOrDefault("subject", ""),
                        upgrade,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        !upgrade));
        SetRecord on = to.sets.get(action.on()).record().orElseThrow();
        writeRecord(new Action.WriteRecord(
                action.on(), on.withJob(action.step(), new JobRef(action.attempt(), name, "uid-" + name), to.now)));
    }

    @Override
    public void addFinalizer(Action.AddFinalizer action) {
        to.finalizer = true;
    }

    @Override
    public void removeFinalizer(Action.RemoveFinalizer action) {
        to.finalizer = false;
    }

    @Override
    public void resumeUpgrade(Action.ResumeUpgrade action) {
        to.jobs.computeIfPresent(
                action.job(),
                (name, job) -> Jobs.with(job, false, job.verdict(), job.finishedAt(), false)
                        .running(Optional.of(to.now)));
    }

    @Override
    public void cancelUpgrade(Action.CancelUpgrade action) {
        to.jobs.remove(action.job());
    }

    @Override
    public void deleteJob(Action.DeleteJob action) {
        to.jobs.remove(action.job());
    }

    @Override
    public void ownUpgrade(Action.OwnUpgrade action) {
        to.jobs.computeIfPresent(
                action.job(), (name, job) -> Jobs.with(job, job.suspended(), job.verdict(), job.finishedAt(), true));
    }

    @Override
    public void ask(Action.Ask action) {
        to.answers.putIfAbsent(action.task(), new Answer(Answer.State.RUNNING, to.now, "", "", Map.of()));
    }

    @Override
    public void forget(Action.Forget action) {
        to.answers.computeIfPresent(
                action.task(), (task, answer) -> answer.state() == Answer.State.RUNNING ? answer : null);
    }

    @Override
    public void flip(Action.Flip action) {
        SetRecord record = to.sets.get(action.to()).record().orElseThrow();
        writeRecord(new Action.WriteRecord(action.to(), record.stamped(Optional.of(to.now))));
        to.live = Optional.of(action.next());
        to.soak = SoakProgress.NONE;
        to.answers.keySet().removeIf(task -> task.kind() == Task.Kind.PROVE);
    }

    @Override
    public void publish(Action.Publish action) {
        to.published = action.revision();
    }

    @Override
    public void movePreview(Action.MovePreview action) {
        to.preview = action.revision();
    }

    @Override
    public void announce(Action.Announce action) {
        to.announced.add(action);
    }
}
