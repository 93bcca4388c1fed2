package io.magentobluegreen.release.table;

import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Program;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Commands;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A store of three images on the model cluster, brought to where a case of a table begins. */
public final class Shop {
    public static final String A = "aaaaaaaaaa";
    public static final String B = "bbbbbbbbbb";
    public static final String C = "cccccccccc";
    private static final int MOST = 60;

    private Shop() {}

    public static World empty(Spec spec) {
        Map<String, String> images = Map.of(A, "A", B, "B", C, "C");
        Map<String, Integer> levels = Map.of("A", 1, "B", 2, "C", 3);
        return World.start(new World.Knobs(images, levels, spec, Program.OURS), A, 0);
    }

    /** Somebody else's Service serves the code of A. */
    public static World adoptable() {
        return change(empty(Spec.PLAIN.adopting()), builder -> {
            builder.level = 1;
            builder.service = Optional.of(new World.Svc(Optional.empty(), World.ADOPTED));
        });
    }

    /** These revisions were released one after the other; the last is live and has soaked, its window is open. */
    public static World live(Spec spec, String... revisions) {
        World world = empty(spec);
        for (String revision : revisions) {
            world = live(wanting(world, revision), revision);
        }
        return world;
    }

    private static World live(World from, String revision) {
        World asked = from.want().manual() ? approving(from, revision) : from;
        return Happy.live(asked, revision);
    }

    /** With the approval given as soon as it is waited for. */
    private static World approving(World from, String revision) {
        World waiting = Happy.until(from, world -> standsAt(world, revision, Step.APPROVAL));
        return commanding(waiting, approve(record(waiting, revision).release().toString()));
    }

    public static World wanting(World world, String revision) {
        return change(world, builder -> builder.wanted = revision);
    }

    public static World paused(World world) {
        return change(world, builder -> builder.paused = true);
    }

    public static World resumed(World world) {
        return change(world, builder -> builder.paused = false);
    }

    public static World deleted(World world) {
        return change(world, builder -> builder.terminating = true);
    }

    public static World commanding(World world, Commands commands) {
        return change(world, builder -> builder.commands = commands);
    }

    public static World asking(World world, Spec spec) {
        return change(
                world,
                builder -> builder.knobs = new World.Knobs(
                        world.knobs().images(),
                        world.knobs().levels(),
                        spec,
                        world.knobs().program()));
    }

    public static World change(World world, Consumer<Builder> change) {
        Builder builder = world.with();
        change.accept(builder);
        return builder.build();
    }

    public static Commands abort(String release) {
        return new Commands(Optional.of(release), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Commands rollback(String release) {
        return new Commands(Optional.empty(), Optional.of(release), Optional.empty(), Optional.empty());
    }

    public static Commands retry(String release) {
        return new Commands(Optional.empty(), Optional.empty(), Optional.of(release), Optional.empty());
    }

    public static Commands approve(String release) {
        return new Commands(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(release));
    }

    /** B is being released over live A and stands at the step, its approval given where it comes after it. */
    public static World releasing(Step step) {
        World asked = wanting(live(Spec.WHOLE, A), B);
        boolean later = step.compareTo(Step.APPROVAL) > 0;
        return Happy.until(later ? approving(asked, B) : asked, world -> standsAt(world, B, step));
    }

    public static boolean standsAt(World world, String revision, Step step) {
        return find(world, revision).filter(record -> record.step() == step).isPresent();
    }

    public static Optional<SetRecord> find(World world, String revision) {
        return Optional.ofNullable(world.sets().get(revision)).flatMap(World.Dep::record);
    }

    public static SetRecord record(World world, String revision) {
        return find(world, revision).orElseThrow();
    }

    public static String liveRevision(World world) {
        return world.liveRevision().orElse("");
    }

    public static LiveRecord liveRecord(World world) {
        return world.service().flatMap(World.Svc::record).orElseThrow();
    }

    /** All that the operator does before anything else happens around it. */
    public static World operated(World from) {
        World at = from;
        for (int turn = 0; turn < MOST; turn++) {
            List<World> next = Operator.in(at).steps();
            if (next.isEmpty()) {
                return at;
            }
            at = next.get(0);
        }
        throw new AssertionError(
                "the operator comes to no rest: " + Operator.in(at).plan());
    }

    /** The step's running Job ends so, and the operator reacts. */
    public static World ending(World world, Step step, Verdict verdict) {
        JobView running = world.jobs().values().stream()
                .filter(job -> job.step() == step && !job.finished() && !job.suspended())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Job of " + step + " runs in " + world.jobs()));
        return operated(change(world, builder -> Surroundings.finish(builder, running, verdict)));
    }

    /** The running task of that kind is answered so, and the operator reacts. */
    public static World answering(World world, Task.Kind kind, Answer.State state) {
        return answering(world, task -> task.kind() == kind, state);
    }

    /** The running task with that subject is answered so. */
    public static World answering(World world, String subject, Answer.State state) {
        return answering(world, task -> task.subject().startsWith(subject), state);
    }

    private static World answering(World world, Predicate<Task> which, Answer.State state) {
        Task running = world.answers().keySet().stream()
                .filter(which)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody asked that but " + world.answers()));
        return operated(change(world, builder -> Surroundings.answer(builder, running, state == Answer.State.PASSED)));
    }

    /** The whole duration of the soak has passed. */
    public static World soaked(World world) {
        World watched = answering(operated(world), Task.Kind.ROUND, Answer.State.PASSED);
        return operated(change(watched, Surroundings::passSoak));
    }

    /** The window of the previous set is over. */
    public static World windowOver(World world) {
        return change(world, Surroundings::passWindow);
    }

    public static World until(World world, Predicate<World> reached) {
        return Happy.until(world, reached);
    }
}
