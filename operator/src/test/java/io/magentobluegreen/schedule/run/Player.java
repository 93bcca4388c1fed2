package io.magentobluegreen.schedule.run;

import io.magentobluegreen.schedule.api.MemoryClient;
import io.magentobluegreen.schedule.chance.Choices;
import io.magentobluegreen.schedule.chance.Picks;
import io.magentobluegreen.schedule.chance.Replayed;
import io.magentobluegreen.schedule.world.Beginnings;
import io.magentobluegreen.schedule.world.Schedule;
import io.magentobluegreen.schedule.world.Seams;
import io.magentobluegreen.schedule.world.World;
import java.util.List;
import java.util.Optional;

/** Plays schedules, one after the other, on one thread. */
final class Player {
    private final Schedule schedule;
    private final Seams seams;

    Player(Seams seams) {
        this(played(), seams);
    }

    private Player(Schedule schedule, Seams seams) {
        this.schedule = schedule;
        this.seams = seams;
    }

    private static Schedule played() {
        List<MemoryClient> clients = List.of(new MemoryClient(), new MemoryClient());
        List<World> worlds = Beginnings.all(clients);
        return new Schedule(worlds, clients);
    }

    /** The same beginnings with another operator. */
    Player with(Seams others) {
        return new Player(schedule, others);
    }

    int beginnings() {
        return schedule.beginnings();
    }

    /**
     * A schedule that broke a promise.
     *
     * @param picks of the shortest that still breaks it
     */
    record Failure(long seed, int beginning, String broken, Picks picks) {
        @Override
        public String toString() {
            return "Seed " + seed + ", beginning " + beginning + ": " + broken + "\n" + picks;
        }
    }

    private int beginning(long seed) {
        return (int) Math.floorMod(seed, (long) schedule.beginnings());
    }

    Optional<String> broken(long seed) {
        return play(seed).broken();
    }

    private Schedule.Result play(long seed) {
        return schedule.play(beginning(seed), Schedule.by(seed), seams);
    }

    Optional<String> broken(int beginning, Picks picks) {
        return schedule.play(beginning, new Replayed(picks), seams).broken();
    }

    /** Plays one, and of one that fails the shortest. */
    Optional<Failure> failure(long seed) {
        Schedule.Result result = play(seed);
        return result.broken().map(broken -> {
            int beginning = beginning(seed);
            Picks shortest = new Shrinker(picks ->
                            broken(beginning, picks).filter(broken::equals).isPresent())
                    .shortest(result.picks());
            return new Failure(seed, beginning, broken, shortest);
        });
    }

    /** What happens in it, line by line, and how to play it again. */
    String trace(Failure failure) {
        return lines(failure.beginning(), new Replayed(failure.picks())) + failure;
    }

    /** What happens in a seed's schedule. */
    String lines(long seed) {
        return lines(beginning(seed), Schedule.by(seed));
    }

    private String lines(int beginning, Choices choices) {
        StringBuilder lines = new StringBuilder();
        schedule.play(
                beginning,
                choices,
                seams,
                Optional.of(line -> lines.append(line).append('\n')));
        return lines.toString();
    }
}
