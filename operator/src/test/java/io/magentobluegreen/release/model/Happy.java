package io.magentobluegreen.release.model;

import java.util.List;
import java.util.function.Predicate;

/** Plays a store on without faults: everything that is asked passes, and the operator does what it plans. */
public final class Happy {
    private static final int MOST = 400;

    private Happy() {}

    /** The first world on the way at which {@code reached} holds. */
    public static World until(World from, Predicate<World> reached) {
        World at = from;
        for (int step = 0; step < MOST; step++) {
            if (reached.test(at)) {
                return at;
            }
            at = next(at);
        }
        throw new AssertionError("not reached: " + Story.of(from, at));
    }

    /** Until nothing more happens by itself. */
    public static World settled(World from) {
        return until(
                from,
                world -> Operator.in(world).steps().isEmpty()
                        && Surroundings.of(world).isEmpty());
    }

    /** Until the revision is selected and its release has ended, its window still open. */
    public static World live(World from, String revision) {
        return until(
                from,
                world -> world.liveRevision().filter(revision::equals).isPresent()
                        && world.sets().get(revision).record().orElseThrow().ended()
                        && Operator.in(world).steps().isEmpty());
    }

    public static World wanting(World world, String revision, int budget) {
        Builder builder = world.with();
        builder.wanted = revision;
        builder.budget = budget;
        return builder.build();
    }

    /** A soak would go on for ever, as its rounds do, if its time did not pass. */
    private static World next(World world) {
        if (World.NOW.equals(world.soak().since())) {
            return Surroundings.of(world).stream()
                    .filter(later -> World.LONG_AGO.equals(later.soak().since()))
                    .findFirst()
                    .orElseThrow();
        }
        List<World> planned = Operator.in(world).steps();
        List<World> around = planned.isEmpty() ? Surroundings.of(world) : planned;
        if (around.isEmpty()) {
            throw new AssertionError("nothing happens any more: " + Story.of(world, world));
        }
        return around.get(0);
    }
}
