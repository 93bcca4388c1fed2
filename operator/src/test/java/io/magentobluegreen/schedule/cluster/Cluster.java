package io.magentobluegreen.schedule.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.MemoryApi;
import io.magentobluegreen.schedule.chance.Choices;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All controllers and nodes. Each part may sleep for a while, as one does that is busy or has lost its leader. */
public final class Cluster {
    private static final int ENOUGH = 20;

    /** What works for itself, and may sleep for itself. */
    public enum Part {
        ROLLOUTS,
        JOBS,
        ENDPOINTS,
        COLLECTOR
    }

    private final MemoryApi api;
    private final Supplier<Instant> clock;
    private final Database database;
    private final Nodes nodes;
    private final Rollouts rollouts;
    private final JobRuns jobs;
    private final Endpoints endpoints;
    private final Collector collector;
    private final Map<Part, Instant> asleep = new EnumMap<>(Part.class);
    private long seen = -1;

    public Cluster(MemoryApi api, Supplier<Instant> clock, Choices choices) {
        this(api, clock, choices, new Database());
    }

    private Cluster(MemoryApi api, Supplier<Instant> clock, Choices choices, Database database) {
        Writes writes = new Writes(api);
        this.api = api;
        this.clock = clock;
        this.database = database;
        this.nodes = new Nodes(api.store(), writes, database, clock, choices);
        this.rollouts = new Rollouts(api.store(), writes, nodes);
        this.jobs = new JobRuns(
                api.store(),
                writes,
                nodes,
                () -> clock.get().truncatedTo(ChronoUnit.SECONDS).toString());
        this.endpoints = new Endpoints(api.store(), writes);
        this.collector = new Collector(api.store(), writes);
    }

    /** The same at another API server that has the same objects. */
    public Cluster at(MemoryApi other, Supplier<Instant> time, Choices choices) {
        Cluster copy = new Cluster(other, time, choices, database.copy());
        copy.nodes.resume(nodes);
        return copy;
    }

    public Database database() {
        return database;
    }

    /** UIDs of Jobs whose script has really passed. */
    public Set<String> passed() {
        return nodes.passed();
    }

    /** Whether anybody here has something to do at this moment. */
    public boolean isDue() {
        return seen != api.store().version() || !next().isAfter(clock.get());
    }

    /** When something happens next by itself. */
    public Instant next() {
        Instant next = nodes.next();
        for (Instant end : asleep.values()) {
            next = end.isBefore(next) ? end : next;
        }
        return next;
    }

    /** Works until nothing is left to do for those who are awake. */
    public void work() {
        if (asleep.values().removeIf(until -> !until.isAfter(clock.get()))) {
            seen = -1;
        }
        for (int pass = 0; pass < ENOUGH && isDue(); pass++) {
            seen = api.store().version();
            nodes.sync();
            Arrays.stream(Part.values())
                    .filter(part -> !asleep.containsKey(part))
                    .forEach(this::sync);
        }
    }

    private void sync(Part part) {
        switch (part) {
            case ROLLOUTS -> rollouts.sync();
            case JOBS -> jobs.sync();
            case ENDPOINTS -> endpoints.sync();
            case COLLECTOR -> collector.sync();
        }
    }

    public void sleep(Part part, Instant until) {
        asleep.put(part, until);
    }

    /** Nothing fails from now on. */
    public void calm(Choices dull) {
        asleep.clear();
        seen = -1;
        nodes.calm(dull);
    }

    /** Web pods that are there, in the order of their names. */
    public List<Pod> webPods() {
        return pods(true);
    }

    /** Pods of Jobs that have not ended. */
    public List<Pod> jobPods() {
        return pods(false);
    }

    /** All that this Job made and that are still there. */
    public List<Pod> podsOf(Job job) {
        return api.store().<Pod>all(Kind.POD).stream()
                .filter(pod -> Pods.isOwnedBy(job, pod))
                .toList();
    }

    private List<Pod> pods(boolean web) {
        return api.store().<Pod>all(Kind.POD).stream()
                .filter(pod -> Nodes.step(pod).isEmpty() == web)
                .filter(pod -> pod.getStatus() != null && !Pods.leaves(pod) && !Pods.hasEnded(pod))
                .toList();
    }

    public void falter(Pod pod, Instant until) {
        nodes.falter(pod, until);
    }

    public void kill(Pod pod) {
        nodes.kill(pod);
    }

    public static String imageOf(Pod pod) {
        return Nodes.image(pod);
    }
}
