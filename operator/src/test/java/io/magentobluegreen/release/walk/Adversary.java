package io.magentobluegreen.release.walk;

import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Faults, and people who change their minds, each of which costs one of the walk's budget. */
final class Adversary {
    private final World world;
    private final List<World> next = new ArrayList<>();

    private Adversary(World world) {
        this.world = world;
    }

    static List<World> of(World world) {
        if (world.budget() == 0) {
            return List.of();
        }
        Adversary all = new Adversary(world);
        all.wishes();
        all.commands();
        all.service();
        all.sets();
        all.jobs();
        all.process();
        return all.next;
    }

    private void then(Consumer<Builder> change) {
        Builder builder = world.with().spend();
        change.accept(builder);
        next.add(builder.build());
    }

    private void wishes() {
        world.knobs().images().keySet().stream()
                .filter(revision -> !revision.equals(world.wanted()))
                .forEach(revision -> then(b -> b.wanted = revision));
        then(b -> b.paused = !b.paused);
        if (!world.terminating()) {
            then(b -> b.terminating = true);
        }
    }

    private void commands() {
        world.sets().values().stream()
                .flatMap(dep -> dep.record().stream())
                .map(SetRecord::release)
                .map(ReleaseName::toString)
                .forEach(release -> {
                    then(b -> b.commands =
                            new Commands(Optional.of(release), Optional.empty(), Optional.empty(), Optional.empty()));
                    then(b -> b.commands =
                            new Commands(Optional.empty(), Optional.of(release), Optional.empty(), Optional.empty()));
                    if (world.want().manual()) {
                        then(b -> b.commands = new Commands(
                                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(release)));
                    }
                });
        world.ledger()
                .ifPresent(ledger -> then(b -> b.commands = new Commands(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(world.wanted() + "-" + ledger.next()),
                        Optional.empty())));
    }

    private void service() {
        if (world.legacy() > 0) {
            then(b -> b.legacy = 0);
        }
        world.service().ifPresent(service -> {
            then(b -> {
                b.service = Optional.empty();
                b.conflict("service");
            });
            then(b -> b.service(Optional.of(new World.Svc(service.record(), "wiped"))));
            then(b -> b.service(Optional.of(new World.Svc(Optional.empty(), "wiped"))));
        });
    }

    private void sets() {
        world.sets().forEach((revision, dep) -> {
            if (dep.ready() > 0) {
                then(b -> b.sets.put(revision, new World.Dep(dep.record(), dep.replicas(), 0)));
            }
            if (dep.record().isPresent()) {
                then(b -> b.set(revision, new World.Dep(Optional.empty(), dep.replicas(), dep.ready())));
            }
            then(b -> {
                b.sets.remove(revision);
                b.conflict("set " + revision);
            });
            then(b -> b.set(revision, new World.Dep(dep.record(), 0, 0)));
            if (world.knobs().spec().overlaps() && dep.replicas() == 0) {
                then(b -> b.set(revision, new World.Dep(dep.record(), 1, 0)));
            }
        });
    }

    private void jobs() {
        for (JobView job : world.jobs().values()) {
            if (!job.finished()) {
                then(b -> {
                    b.removeJob(job.name());
                    b.orphans += World.runs(job) ? 1 : 0;
                });
                if (job.step() != Step.UPGRADE) {
                    then(b -> Surroundings.finish(
                            b, job, new Verdict(Verdict.Result.NONE, "Evicted", "its pod was evicted", Map.of())));
                }
            }
        }
        if (world.ledger().isPresent()) {
            then(b -> {
                b.ledger = Optional.empty();
                b.conflict("ledger");
            });
        }
    }

    /** The process dies and another one begins: memory is gone. */
    private void process() {
        if (!world.answers().isEmpty() || world.soak().since() != null) {
            then(Builder::restart);
        }
    }
}
