package io.magentobluegreen.schedule.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.ObjectStore;
import io.magentobluegreen.schedule.chance.Choices;
import io.magentobluegreen.schedule.chance.Topic;
import io.magentobluegreen.schedule.cluster.PodLife.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The nodes: pods start, get ready, end and go, each in its time. */
final class Nodes {
    static final String FINALIZER = "simulation.example/node";
    private static final String UPGRADE = "upgrade";
    private static final List<String> STEPS =
            List.of("preflight", "clean", "clean-live", UPGRADE, "reindex", "cutover-clean", "back-clean", "purge");
    private static final List<Fate> ENDS =
            List.of(Fate.PASSES, Fate.FAILS, Fate.KILLED, Fate.HELD, Fate.PASSES, Fate.FAILS);
    private static final int NEVER = 4;
    private static final List<Integer> SECONDS = List.of(1, 3, 20, 400, 0);
    private static final Duration START = Duration.ofSeconds(2);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ObjectStore store;
    private final Writes writes;
    private final Database database;
    private final Supplier<Instant> clock;
    private final Map<String, PodLife> lives = new TreeMap<>();
    private final Set<String> passed = new TreeSet<>();
    private Choices choices;
    private int number;

    Nodes(ObjectStore store, Writes writes, Database database, Supplier<Instant> clock, Choices choices) {
        this.store = store;
        this.writes = writes;
        this.database = database;
        this.clock = clock;
        this.choices = choices;
    }

    void resume(Nodes other) {
        lives.putAll(other.lives);
        passed.addAll(other.passed);
        number = other.number;
    }

    /** From now on nothing fails any more, and what hung goes on. */
    void calm(Choices dull) {
        choices = dull;
        lives.replaceAll((name, life) -> life.next().equals(Instant.MAX) && life.fate() != Fate.SERVES
                ? life.at(clock.get().plus(START))
                : life);
    }

    int nextNumber() {
        return ++number;
    }

    /** UIDs of the Jobs whose script has passed. */
    Set<String> passed() {
        return passed;
    }

    /** When something happens next; {@link Instant#MAX}: nothing will by itself. */
    Instant next() {
        return lives.values().stream()
                .filter(life -> life.fate() != Fate.SERVES)
                .map(PodLife::next)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    void sync() {
        for (Pod pod : List.copyOf(store.<Pod>all(Kind.POD))) {
            sync(pod);
        }
    }

    private void sync(Pod pod) {
        String name = pod.getMetadata().getName();
        PodLife life = lives.computeIfAbsent(name, key -> begin(pod));
        if (Pods.leaves(pod) && mayLeave(pod, life)) {
            life = new PodLife(
                    Fate.LEAVES, Pods.hasEnded(pod) ? clock.get() : clock.get().plus(DRAIN));
            lives.put(name, life);
        }
        if (!life.next().isAfter(clock.get())) {
            go(pod, life);
        }
    }

    /** An upgrade lets nobody end it. */
    private boolean mayLeave(Pod pod, PodLife life) {
        return life.fate() != Fate.LEAVES && (Pods.hasEnded(pod) || !UPGRADE.equals(step(pod)));
    }

    private PodLife begin(Pod pod) {
        String step = step(pod);
        if (step.isEmpty()) {
            say(pod, Pods.runs(pod, false, address()));
            boolean starts = choices.pick(Topic.WEB_FATE, 3) == 0;
            return new PodLife(Fate.STARTS, starts ? clock.get().plus(START) : Instant.MAX);
        }
        int detail = Math.max(0, STEPS.indexOf(step));
        Fate fate = ENDS.get(choices.pick(Topic.JOB_FATE, detail, ENDS.size()));
        int seconds = SECONDS.get(choices.pick(Topic.JOB_TIME, detail, SECONDS.size()));
        Instant end = seconds == 0 ? Instant.MAX : clock.get().plusSeconds(seconds);
        if (step.equals(UPGRADE)) {
            if (isLate(pod)) {
                return new PodLife(Fate.TOO_LATE, clock.get());
            }
            if (fate != Fate.HELD) {
                database.begins(pod.getMetadata().getName(), image(pod));
            }
        } else if (fate == Fate.HELD) {
            fate = Fate.FAILS;
        }
        say(pod, Pods.runs(pod, true, address()));
        return new PodLife(fate, end);
    }

    private boolean isLate(Pod pod) {
        String until = pod.getMetadata().getAnnotations().getOrDefault(Annotations.BEGIN_BEFORE, "0");
        return clock.get().getEpochSecond() >= Long.parseLong(until);
    }

    private void go(Pod pod, PodLife life) {
        String name = pod.getMetadata().getName();
        switch (life.fate()) {
            case STARTS -> {
                say(pod, Pods.runs(pod, true, pod.getStatus().getPodIP()));
                lives.put(name, new PodLife(Fate.SERVES, Instant.MAX));
            }
            case SERVES -> throw new IllegalStateException(name);
            case LEAVES -> {
                lives.remove(name);
                database.ends(name, false);
                writes.update(gone(pod));
            }
            case PASSES -> {
                passed.add(pod.getMetadata().getOwnerReferences().get(0).getUid());
                end(pod, 0, "Passed");
            }
            case FAILS -> end(pod, 1, "Failed");
            case HELD -> end(pod, 75, "Held");
            case TOO_LATE -> end(pod, 76, "TooLate");
            case KILLED -> end(pod, 137, "");
        }
    }

    private static Pod gone(Pod pod) {
        Pod gone = new Pod();
        gone.setMetadata(new ObjectMetaBuilder(pod.getMetadata())
                .withFinalizers(List.of())
                .build());
        gone.setSpec(pod.getSpec());
        return gone;
    }

    private void end(Pod pod, int exitCode, String word) {
        String name = pod.getMetadata().getName();
        String message = word.isEmpty() ? null : verdict(pod, word);
        lives.put(name, new PodLife(Fate.SERVES, Instant.MAX));
        database.ends(name, exitCode == 0);
        say(pod, Pods.ended(pod, exitCode, message));
    }

    private String verdict(Pod pod, String word) {
        List<String> command = pod.getSpec().getContainers().get(0).getCommand();
        String step = command.size() > 2 ? command.get(2) : "";
        ObjectNode verdict = JsonNodeFactory.instance.objectNode();
        verdict.put("step", step).put("result", word);
        if (!word.equals("Passed")) {
            verdict.put("reason", "Broken").put("message", "It broke.");
        } else if (step.equals("preflight")) {
            int wanted = Database.levelOf(image(pod));
            verdict.put("database", wanted == database.level() ? 0 : 2)
                    .put("config", 0)
                    .put("varnish", false)
                    .put("setupDigest", "%064x".formatted(wanted));
            if (database.level() > wanted) {
                verdict.put("databaseNewer", "patch " + database.level());
            }
        }
        return verdict.toString();
    }

    private void say(Pod pod, PodStatus status) {
        Pod said = new Pod();
        said.setMetadata(pod.getMetadata());
        said.setStatus(status);
        writes.status(said);
    }

    private String address() {
        number++;
        return "10.1." + number / 250 + "." + (1 + number % 250);
    }

    static String step(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(Labels.STEP, "");
    }

    static String image(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> Arrays.asList("web", "php", "job").contains(container.getName()))
                .findFirst()
                .orElseThrow()
                .getImage();
    }

    /** A pod that serves stops being ready, for so long; null: it does not get ready again. */
    void falter(Pod pod, Instant until) {
        say(pod, Pods.runs(pod, false, pod.getStatus().getPodIP()));
        lives.put(pod.getMetadata().getName(), new PodLife(Fate.STARTS, until));
    }

    /** What runs in the pod of a Job is lost. */
    void kill(Pod pod) {
        lives.put(pod.getMetadata().getName(), new PodLife(Fate.KILLED, clock.get()));
    }
}
