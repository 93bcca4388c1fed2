package io.magentobluegreen.release.model;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Commands;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A world in the making. Writes of an object make a sleeping write of the same object a conflict: it is dropped. */
public final class Builder {
    public World.Knobs knobs;
    public String wanted;
    public boolean paused;
    public boolean terminating;
    public Commands commands;
    public Optional<World.Svc> service;
    public Optional<LiveRecord> remembered;
    public final Map<String, World.Dep> sets;
    public final Set<String> lingering;
    public int legacy;
    public Optional<Ledger> ledger;
    public final Map<String, JobView> jobs;
    public int orphans;
    public boolean finalizer;
    public String published;
    public String preview;
    public final Map<Task, Answer> answers;
    public SoakProgress soak;
    public boolean restarted;
    public boolean silent;
    public Optional<World.Sleeping> sleeping;
    public int level;
    public final Map<String, Integer> succeeded;
    public int budget;

    public Builder(World world) {
        knobs = world.knobs();
        wanted = world.wanted();
        paused = world.paused();
        terminating = world.terminating();
        commands = world.commands();
        service = world.service();
        remembered = world.remembered();
        sets = new TreeMap<>(world.sets());
        lingering = new TreeSet<>(world.lingering());
        legacy = world.legacy();
        ledger = world.ledger();
        jobs = new TreeMap<>(world.jobs());
        orphans = world.orphans();
        finalizer = world.finalizer();
        published = world.published();
        preview = world.preview();
        answers = new HashMap<>(world.answers());
        soak = world.soak();
        restarted = world.restarted();
        silent = world.silent();
        sleeping = world.sleeping();
        level = world.level();
        succeeded = new TreeMap<>(world.succeeded());
        budget = world.budget();
    }

    public Builder spend() {
        budget--;
        return this;
    }

    /** What the resource owned is collected; the ledger stays, and upgrade Jobs that nobody owns. */
    void anew() {
        terminating = false;
        commands = Commands.NONE;
        service = Optional.empty();
        remembered = Optional.empty();
        sets.clear();
        lingering.clear();
        jobs.values().removeIf(JobView::owned);
        published = "";
        preview = "";
        silent = false;
        sleeping = Optional.empty();
        restart();
    }

    /** The process dies and another one begins: memory is gone. */
    public void restart() {
        answers.clear();
        soak = SoakProgress.NONE;
        remembered = service.flatMap(World.Svc::record);
        restarted = true;
    }

    public void service(Optional<World.Svc> next) {
        service = next;
        next.flatMap(World.Svc::record).ifPresent(record -> remembered = Optional.of(record));
        conflict("service");
        silent = false;
    }

    public void set(String revision, World.Dep next) {
        sets.put(revision, new World.Dep(next.record().map(Canonical::record), next.replicas(), next.ready()));
        conflict("set " + revision);
    }

    public void record(String revision, SetRecord record) {
        World.Dep dep = sets.get(revision);
        set(revision, new World.Dep(Optional.of(record), dep.replicas(), dep.ready()));
    }

    public void ledger(Ledger next) {
        ledger = Optional.of(next);
        conflict("ledger");
    }

    public void job(JobView next) {
        jobs.put(next.name(), next);
        conflict("job " + next.name());
    }

    public void removeJob(String name) {
        jobs.remove(name);
        conflict("job " + name);
    }

    /** Another writer has changed the object: a write that was decided on before is refused. */
    public void conflict(String object) {
        sleeping =
                sleeping.filter(write -> !ModelCluster.objectOf(write.action()).equals(object)
                        || !knobs.program().carriesVersion(write.action()));
    }

    public World build() {
        Canonical.jobs(jobs, sets);
        Canonical.answers(answers, sets, service.flatMap(World.Svc::record));
        soak = Canonical.soak(soak, sets, service.flatMap(World.Svc::record));
        return new World(
                knobs,
                wanted,
                paused,
                terminating,
                commands,
                service,
                remembered,
                sets,
                lingering,
                legacy,
                ledger,
                jobs,
                orphans,
                finalizer,
                published,
                preview,
                answers,
                soak,
                restarted,
                silent,
                sleeping,
                level,
                succeeded,
                budget);
    }
}
