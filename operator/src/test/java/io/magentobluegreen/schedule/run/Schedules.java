package io.magentobluegreen.schedule.run;

import io.magentobluegreen.schedule.world.Seams;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The command: plays so many schedules from a first seed on, and prints how many it played and in what time. It ends at the
 * first that breaks a promise, with its shortest trace and status 1.
 */
public final class Schedules {
    private static final int REPORT = 10_000;

    private Schedules() {}

    /** @param arguments how many schedules, and the first seed; a million from 0 without */
    public static void main(String... arguments) {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
        Silence silence = new Silence();
        play(count, first);
        silence.close();
    }

    private static void play(long count, long first) {
        Player player = new Player(Seams.SOUND);
        long begin = System.nanoTime();
        for (long seed = first; seed < first + count; seed++) {
            Optional<Player.Failure> failure = player.failure(seed);
            if (failure.isPresent()) {
                System.out.println(player.trace(failure.get()));
                System.exit(1);
            }
            long played = seed - first + 1;
            if (played % REPORT == 0 || played == count) {
                Duration took = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.SECONDS);
                System.out.println(played + " schedules from " + player.beginnings() + " beginnings in " + took);
            }
        }
    }
}
