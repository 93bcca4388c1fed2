package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.MemoryClient;
import io.magentobluegreen.schedule.chance.Topic;
import io.magentobluegreen.schedule.cluster.Cluster;
import io.magentobluegreen.schedule.process.OperatorProcess;
import io.magentobluegreen.schedule.process.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays a world step by step, on one thread: in each somebody does a piece of work, or time passes to when somebody has one.
 * Between the steps, and within them while a process sleeps in a call, chance does what it likes.
 */
public final class Drive {
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(40),
            Duration.ofMinutes(3),
            Duration.ofMinutes(15),
            Duration.ofDays(1));
    private static final List<Integer> NESTED = List.of(3, 6, 12, 30);
    private static final List<Kind> WATCHED =
            List.of(Kind.DEPLOYMENT, Kind.JOB, Kind.SERVICE, Kind.SLICE, Kind.RELEASE);
    private static final int DEEPEST = 2;

    private final World world;
    private final Seat[] seats;
    private final Promises promises;
    private final Person person;
    private final Seams seams;
    private Consumer<String> trace = line -> {};
    private boolean calm;
    private int depth;

    /** A place for a process: there is one leader, and by mistake a second. */
    private static final class Seat {
        private final String name;
        private final MemoryClient client;
        private OperatorProcess process;
        private Instant back = Instant.MAX;

        Seat(String name, MemoryClient client) {
            this.name = name;
            this.client = client;
        }

        boolean isTaken() {
            return process != null && !process.isDead();
        }
    }

    /** @param clients two, for the two processes that there can be at once */
    public Drive(World world, List<MemoryClient> clients, Seams seams) {
        this.world = world;
        this.seams = seams;
        this.promises = new Promises(world);
        this.person = new Person(world);
        this.seats = new Seat[] {
            new Seat(Promises.OPERATOR + "-a", clients.get(0)), new Seat(Promises.OPERATOR + "-b", clients.get(1))
        };
        world.listen(promises);
        world.listen(write -> {
            for (Seat seat : seats) {
                if (seat.isTaken()) {
                    seat.process.hear(write);
                }
            }
        });
        start(seats[0], Duration.ZERO);
    }

    void traceTo(Consumer<String> lines) {
        trace = lines;
        world.listen(write -> trace.accept("    " + Outline.of(write)));
    }

    World world() {
        return world;
    }

    Person person() {
        return person;
    }

    public Optional<String> broken() {
        return promises.broken();
    }

    void require(boolean holds, String promise) {
        promises.require(holds, promise);
    }

    private void start(Seat seat, Duration off) {
        note(() -> seat.name + " starts" + (off.isZero() ? "" : ", its clock " + off + " off"));
        seat.back = Instant.MAX;
        seat.process = new OperatorProcess(
                seat.name,
                seat.client,
                new Surroundings(
                        world.api(),
                        world::now,
                        off,
                        process -> seams.way(world, new Way(world, process, this::others)),
                        world.pages(),
                        cluster -> seams.cluster(world, cluster),
                        cache -> seams.cache(world, cache)));
    }

    private void note(java.util.function.Supplier<String> line) {
        trace.accept(world.now() + " " + "  ".repeat(depth) + line.get());
    }

    /** Somebody does something, or time passes. */
    void step() {
        if (!calm) {
            chance();
        }
        comeBack();
        List<Runnable> candidates = candidates();
        int chosen = world.choices().pick(Topic.ACTOR, depth, candidates.size() + 1);
        if (chosen < candidates.size()) {
            candidates.get(chosen).run();
        } else {
            world.passes(candidates.isEmpty() ? next() : world.now().plusSeconds(1));
        }
        bury();
        if (depth == 0) {
            world.truth().awake();
        }
    }

    private List<Runnable> candidates() {
        List<Runnable> all = new ArrayList<>();
        if (world.cluster().isDue()) {
            all.add(world.cluster()::work);
        }
        for (Seat seat : seats) {
            if (seat.isTaken()) {
                OperatorProcess process = seat.process;
                process.due()
                        .forEach(turn -> all.add(() -> {
                            note(() -> seat.name + " " + turn);
                            process.take(turn);
                        }));
            }
        }
        return all;
    }

    /** A process sleeps in a call: everybody else goes on, and time with them. */
    private void others() {
        if (depth == DEEPEST) {
            return;
        }
        depth++;
        world.truth().sleeps();
        note(() -> "meanwhile");
        int steps = NESTED.get(world.choices().pick(Topic.LENGTH, 10, NESTED.size()));
        for (int i = 0; i < steps && broken().isEmpty(); i++) {
            step();
        }
        depth--;
        note(() -> "goes on");
    }

    boolean isDue() {
        return !candidates().isEmpty();
    }

    /** When somebody has something to do next. */
    Instant next() {
        Instant next = world.cluster().next();
        for (Seat seat : seats) {
            Instant other = seat.isTaken() ? seat.process.next() : seat.back;
            next = other.isBefore(next) ? other : next;
        }
        Instant soon = world.now().plus(Duration.ofMinutes(5));
        // What is dead for years must not end the time in which everything else has to come to rest.
        return next.equals(Instant.MAX) || calm && soon.isBefore(next) ? soon : next;
    }

    private void comeBack() {
        for (Seat seat : seats) {
            if (!seat.back.isAfter(world.now())) {
                start(seat, Duration.ZERO);
            }
        }
    }

    private void bury() {
        for (Seat seat : seats) {
            if (seat.process != null && seat.process.isDead()) {
                note(() -> seat.name + " is dead");
                seat.process = null;
                seat.back = seat == seats[0] ? world.now().plus(length(4)) : Instant.MAX;
            }
        }
    }

    private Duration length(int detail) {
        return LENGTHS.get(world.choices().pick(Topic.LENGTH, detail, LENGTHS.size()));
    }

    private void chance() {
        int act = world.choices().pick(Topic.PERSON, depth, Person.ACTS + 1);
        if (act > 0) {
            note(() -> "a person does act " + act);
            person.acts(act);
        }
        befall(world.choices().pick(Topic.LIFE, depth, 5));
        lag(world.choices().pick(Topic.LAG, depth, 2 + WATCHED.size() * 2));
        int sleep = world.choices().pick(Topic.SLEEP, depth, 1 + Cluster.Part.values().length);
        if (sleep > 0) {
            Cluster.Part part = Cluster.Part.values()[sleep - 1];
            note(() -> "the cluster's " + part + " sleep");
            world.cluster().sleep(part, world.now().plus(length(5)));
        }
        pods(world.choices().pick(Topic.POD, depth, 6));
    }

    private void befall(int what) {
        switch (what) {
            case 1 -> kill(seats[0]);
            case 2 -> {
                if (!seats[1].isTaken()) {
                    start(seats[1], Duration.ZERO);
                }
            }
            case 3 -> kill(seats[1]);
            case 4 -> {
                kill(seats[0]);
                world.truth().excuse(Truth.Excuse.CLOCK_OFF);
                seats[0].process = null;
                start(seats[0], Duration.ofMinutes(world.choices().pick(Topic.LENGTH, 6, 2) == 0 ? 10 : -10));
            }
            default -> {}
        }
    }

    private void kill(Seat seat) {
        if (seat.isTaken()) {
            note(() -> seat.name + " is killed");
            seat.process.die();
        }
    }

    private void lag(int what) {
        if (what == 1) {
            for (Seat seat : seats) {
                if (seat.isTaken()) {
                    seat.process.catchUp();
                }
            }
        } else if (what > 1) {
            Seat seat = seats[(what - 2) / WATCHED.size()];
            Kind kind = WATCHED.get((what - 2) % WATCHED.size());
            if (seat.isTaken()) {
                note(() -> seat.name + " hears no more of " + kind);
                seat.process.fallBehind(kind);
            }
        }
    }

    private void pods(int what) {
        List<Pod> web = world.cluster().webPods();
        List<Pod> jobs = world.cluster().jobPods();
        if (what == 1 && !jobs.isEmpty()) {
            note(() -> "the pod of a Job is lost: " + jobs.get(0).getMetadata().getName());
            world.cluster().kill(jobs.get(0));
        } else if (what == 2 && !jobs.isEmpty()) {
            note(() ->
                    "the pod of a Job is evicted: " + jobs.get(0).getMetadata().getName());
            person.evicts(jobs.get(0));
        } else if (what == 3 && !web.isEmpty()) {
            falters(List.of(web.get(world.choices().pick(Topic.LENGTH, 7, web.size()))));
        } else if (what == 4 && !web.isEmpty()) {
            String image = Cluster.imageOf(web.get(world.choices().pick(Topic.LENGTH, 8, web.size())));
            falters(web.stream()
                    .filter(pod -> Cluster.imageOf(pod).equals(image))
                    .toList());
        } else if (what == 5 && !web.isEmpty()) {
            String image = Cluster.imageOf(web.get(world.choices().pick(Topic.LENGTH, 9, web.size())));
            note(() -> "pages break or heal in " + image);
            world.pages().turn(image);
        }
    }

    private void falters(List<Pod> pods) {
        world.truth().excuse(Truth.Excuse.PODS_HURT);
        Instant until = world.now().plus(length(11));
        pods.forEach(pod -> {
            note(() -> "not ready: " + pod.getMetadata().getName());
            world.cluster().falter(pod, until);
        });
    }

    /** Faults end: one operator that hears everything, and a cluster that works. */
    void calm() {
        note(() -> "faults end");
        calm = true;
        world.calm();
        if (seats[1].isTaken()) {
            seats[1].process.die();
        }
        seats[1].process = null;
        seats[1].back = Instant.MAX;
        if (seats[0].isTaken()) {
            seats[0].process.catchUp();
        } else {
            start(seats[0], Duration.ZERO);
        }
    }
}
