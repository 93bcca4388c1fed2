package io.magentobluegreen.schedule.world;

import io.magentobluegreen.schedule.api.MemoryClient;
import io.magentobluegreen.schedule.chance.Choices;
import io.magentobluegreen.schedule.chance.Picks;
import io.magentobluegreen.schedule.chance.Seeded;
import io.magentobluegreen.schedule.chance.Topic;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One future of one beginning: faults for some steps, then none until the store rests. */
public final class Schedule {
    private static final int LONGEST = 61;

    private final List<World> beginnings;
    private final List<MemoryClient> clients;

    public Schedule(List<World> beginnings, List<MemoryClient> clients) {
        this.beginnings = List.copyOf(beginnings);
        this.clients = List.copyOf(clients);
    }

    /** Chance, by a seed. */
    public static Choices by(long seed) {
        return new Seeded(seed, Way.CALLS);
    }

    public int beginnings() {
        return beginnings.size();
    }

    /**
     * What became of it.
     *
     * @param broken the promise that did not hold
     * @param picks what happened, to play it again
     */
    public record Result(Optional<String> broken, Picks picks) {}

    public Result play(int beginning, Choices choices, Seams seams) {
        return play(beginning, choices, seams, Optional.empty());
    }

    /** @param trace told what happens, in lines */
    public Result play(int beginning, Choices choices, Seams seams, Optional<Consumer<String>> trace) {
        World world = beginnings.get(beginning).copy(choices);
        Drive drive = new Drive(world, clients, seams);
        trace.ifPresent(drive::traceTo);
        int horizon = choices.pick(Topic.HORIZON, LONGEST);
        for (int step = 0; step < horizon && drive.broken().isEmpty(); step++) {
            drive.step();
        }
        if (drive.broken().isEmpty()) {
            new Settling(drive).settle();
        }
        return new Result(drive.broken(), choices.picks());
    }
}
