package io.magentobluegreen.schedule.run;

import io.magentobluegreen.schedule.world.Seams;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The command: plays so many schedules from a first seed on, on as many threads as there are processors, and prints how many
 * it played and in what time. Of each that breaks a promise it prints the shortest trace at once; with one it ends with
 * status 1.
 */
public final class Schedules {
    private static final int REPORT = 10_000;

    private final long count;
    private final long first;
    private final long begin = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong played = new AtomicLong();
    private final AtomicInteger broken = new AtomicInteger();

    private Schedules(long count, long first) {
        this.count = count;
        this.first = first;
    }

    /** @param arguments how many schedules, and the first seed; a million from 0 without */
    public static void main(String... arguments) {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
        Schedules schedules = new Schedules(count, first);
        // Logging starts on one thread: the players ask for it at once.
        Silence silence = new Silence();
        schedules.playOn(Runtime.getRuntime().availableProcessors());
        silence.close();
        System.exit(schedules.broken.get() == 0 ? 0 : 1);
    }

    private void playOn(int threads) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CompletableFuture<?>[] all = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(this::play, executor))
                .toArray(CompletableFuture<?>[]::new);
        executor.shutdown();
        CompletableFuture.allOf(all).join();
    }

    private void play() {
        Silence silence = new Silence();
        Player player = new Player(Seams.SOUND);
        for (long at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
            player.failure(first + at).ifPresent(failure -> {
                broken.incrementAndGet();
                System.out.println(player.trace(failure));
            });
            report(player.beginnings());
        }
        silence.close();
    }

    private void report(int beginnings) {
        long now = played.incrementAndGet();
        if (now % REPORT == 0 || now == count) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.SECONDS);
            System.out.println("%d schedules from %d beginnings in %s, of which %d broke a promise"
                    .formatted(now, beginnings, took, broken.get()));
        }
    }
}
