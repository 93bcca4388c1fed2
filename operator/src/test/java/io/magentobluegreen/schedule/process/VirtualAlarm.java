package io.magentobluegreen.schedule.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An alarm that rings when it is told to, by a clock that nobody waits for. */
final class VirtualAlarm extends AbstractExecutorService implements ScheduledExecutorService {
    private final Supplier<Instant> clock;
    private final List<Bell<?>> bells = new ArrayList<>();

    VirtualAlarm(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** When it rings next; {@link Instant#MAX}: never. */
    Instant next() {
        return first().<Instant>map(bell -> bell.at).orElse(Instant.MAX);
    }

    /** Rings the bell that is due first. */
    void ring() {
        first().ifPresent(bell -> {
            bells.remove(bell);
            bell.run();
        });
    }

    private Optional<Bell<?>> first() {
        return bells.stream().min(Comparator.<Bell<?>, Instant>comparing(bell -> bell.at));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return schedule(Executors.callable(work), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        Bell<V> bell = new Bell<>(work, clock.get().plus(Duration.of(delay, unit.toChronoUnit())));
        bells.add(bell);
        return bell;
    }

    private final class Bell<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant at;

        Bell(Callable<V> work, Instant at) {
            super(work);
            this.at = at;
        }

        @Override
        protected void done() {
            bells.remove(this);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.get(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable work) {
        schedule(work, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public void shutdown() {
        bells.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        bells.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
