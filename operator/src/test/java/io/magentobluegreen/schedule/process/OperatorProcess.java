package io.magentobluegreen.schedule.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.observe.Ahead;
import io.magentobluegreen.cluster.store.KubernetesStoreCluster;
import io.magentobluegreen.cluster.storefront.Storefront;
import io.magentobluegreen.cluster.storefront.task.StorefrontTasks;
import io.magentobluegreen.cluster.task.CheckListener;
import io.magentobluegreen.cluster.task.Reach;
import io.magentobluegreen.cluster.task.TaskBook;
import io.magentobluegreen.controller.SteppedControllers;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.MemoryApi;
import io.magentobluegreen.schedule.api.MemoryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One process of the operator, which does one turn of work when it is told to. It has the real reconcilers, observer,
 * planner, executor and tasks; of the framework only when it calls them.
 *
 * <p>While one turn is stopped in a call, another kind of turn may run, as on another thread.
 */
public final class OperatorProcess {
    /** The store that it looks after. */
    public static final StoreKey STORE = new StoreKey("shop", "shop");

    private static final Set<Kind> WATCHED =
            EnumSet.of(Kind.RELEASE, Kind.DEPLOYMENT, Kind.JOB, Kind.SERVICE, Kind.SLICE);

    /** A piece of work that a process does without a break but for calls. */
    public enum Turn {
        GUARD,
        MAIN,
        TASK,
        ALARM
    }

    private final String name;
    private final Surroundings around;
    private final LaggingCache cache;
    private final SteppedControllers controllers;
    private final VirtualAlarm alarm;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Loop main = new Loop();
    private final Loop guard = new Loop();
    private final Set<Turn> running = EnumSet.noneOf(Turn.class);
    private Optional<MagentoRelease> lastResource = Optional.empty();
    private Optional<Service> deletedService = Optional.empty();
    private boolean dead;

    /** Starts: everything is listed, and looked at once. */
    public OperatorProcess(String name, MemoryClient client, Surroundings around) {
        this.name = name;
        this.around = around;
        this.cache = new LaggingCache(around.api().store());
        Clock clock = new VirtualClock(around.clock(), around.off());
        this.alarm = new VirtualAlarm(around.clock());
        client.connect(name, around.api(), around.way().apply(this));
        Storefront storefront = new Storefront(around.pods(), alarm, clock);
        Reach reach = new Reach(client.kubernetes(), storefront, true, tasks::add, clock, CheckListener.NONE);
        TaskBook book = new TaskBook(reach, StorefrontTasks.Bounds.USUAL, tasks::add, store -> main.wake());
        this.controllers = new SteppedControllers(
                client.kubernetes(),
                around.cluster()
                        .apply(new KubernetesStoreCluster(
                                client.kubernetes(),
                                around.cache().apply(cache),
                                book,
                                new Ahead(Runnable::run),
                                clock)),
                clock);
        main.wake();
        guard.wake();
    }

    public String name() {
        return name;
    }

    public boolean isDead() {
        return dead;
    }

    /** From now on it does nothing, and every call that it is in ends with {@link Died}. */
    public void die() {
        dead = true;
    }

    /** Hears of a write, unless the watch of its kind is behind. */
    public void hear(MemoryApi.Write write) {
        Kind kind = write.kind();
        if (!WATCHED.contains(kind) || cache.isBehind(kind)) {
            return;
        }
        if (kind == Kind.RELEASE) {
            hearOfResource(write);
        } else if (isLabelled(write)) {
            if (kind == Kind.SERVICE && isLive(write) && watchedService().isEmpty()) {
                deletedService = write.before().map(Service.class::cast).filter(OperatorProcess::isWatched);
            }
            main.wake();
            guard.wake();
        }
    }

    private void hearOfResource(MemoryApi.Write write) {
        boolean update = write.before().isPresent() && write.after().isPresent();
        if (!update
                || SteppedControllers.isNews((MagentoRelease) write.before().get(), (MagentoRelease)
                        write.after().get())) {
            main.wake();
        }
    }

    /** Before or after: what loses its label is heard of as deleted. */
    private static boolean isLabelled(MemoryApi.Write write) {
        return isLabelled(write.before()) || isLabelled(write.after());
    }

    private static boolean isLabelled(Optional<? extends HasMetadata> object) {
        return object.map(any -> any.getMetadata().getLabels())
                .filter(labels -> STORE.name().equals(labels.get(Labels.STORE)))
                .isPresent();
    }

    private static boolean isLive(MemoryApi.Write write) {
        return write.object().getMetadata().getName().equals(STORE.name());
    }

    /** The watch of this kind brings nothing until {@link #catchUp}. */
    public void fallBehind(Kind kind) {
        cache.fallBehind(kind);
    }

    public boolean isBehind() {
        return cache.isBehind();
    }

    public void catchUp() {
        if (cache.isBehind()) {
            Optional<Service> known = watchedService();
            cache.catchUp();
            if (watchedService().isEmpty()) {
                deletedService = known.or(() -> deletedService);
            }
            main.wake();
            guard.wake();
        }
    }

    /** Turns that could be taken now. */
    public List<Turn> due() {
        Instant now = around.clock().get();
        List<Turn> due = new ArrayList<>();
        if (dead) {
            return due;
        }
        if (guard.isDue(now)) {
            due.add(Turn.GUARD);
        }
        if (!tasks.isEmpty() && !running.contains(Turn.TASK)) {
            due.add(Turn.TASK);
        }
        if (!alarm.next().isAfter(now) && !running.contains(Turn.ALARM)) {
            due.add(Turn.ALARM);
        }
        if (main.isDue(now)) {
            due.add(Turn.MAIN);
        }
        return due;
    }

    /** When it has something to do although nothing is heard. */
    public Instant next() {
        Instant next = main.next();
        for (Instant other : List.of(guard.next(), alarm.next())) {
            next = other.isBefore(next) ? other : next;
        }
        return next;
    }

    /** Takes a turn; what its own code throws is what the framework would see, and handles. */
    public void take(Turn turn) {
        running.add(turn);
        try {
            switch (turn) {
                case GUARD -> guard();
                case MAIN -> reconcile();
                case TASK -> tasks.remove().run();
                case ALARM -> alarm.ring();
            }
        } catch (Died died) {
            dead = true;
        } finally {
            running.remove(turn);
        }
    }

    private void reconcile() {
        Optional<MagentoRelease> seen = cache.find(Kind.RELEASE, STORE.name());
        Optional<MagentoRelease> known = seen.or(() -> lastResource);
        lastResource = seen;
        call(main, known.isPresent(), () -> controllers.reconcile(known.get(), seen.isEmpty()), seen.isPresent());
    }

    /** One that loses its label is gone for who watches by it, as it was before. */
    private Optional<Service> watchedService() {
        return cache.<Service>find(Kind.SERVICE, STORE.name()).filter(OperatorProcess::isWatched);
    }

    private static boolean isWatched(Service service) {
        return service.getMetadata().getLabels() != null
                && Services.LIVE.equals(service.getMetadata().getLabels().get(Labels.SERVICE));
    }

    private void guard() {
        Optional<Service> seen = watchedService();
        Optional<Service> known = seen.or(() -> deletedService);
        deletedService = Optional.empty();
        call(guard, known.isPresent(), () -> controllers.guard(known.get(), seen.isEmpty()), seen.isPresent());
        if (seen.isEmpty() && guard.next().isBefore(Instant.MAX)) {
            deletedService = known;
        }
    }

    private interface Call {
        Optional<Duration> again();
    }

    private void call(Loop loop, boolean needed, Call call, boolean stays) {
        loop.begin();
        if (!needed) {
            loop.rest();
            return;
        }
        try {
            Optional<Duration> again = call.again();
            if (stays) {
                loop.end(around.clock().get(), again);
            } else {
                loop.rest();
            }
        } catch (RuntimeException failure) {
            loop.failed(around.clock().get());
        }
    }
}
