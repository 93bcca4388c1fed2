package io.magentobluegreen.cluster.task;

import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.action.Errands;
import io.magentobluegreen.cluster.observe.Remembered;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.cluster.storefront.task.StorefrontTasks;
import io.magentobluegreen.cluster.storefront.task.TaskState;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The tasks of all stores and their answers, in memory. Rounds of the live set are kept as its soak, so that a round
 * that was forgotten still counts. Safe from every thread.
 */
public final class TaskBook implements Errands, Remembered, AutoCloseable {
    private final TaskRunner runner;
    private final CheckListener listener;
    private final StorefrontTasks<Answer> tasks;
    private final SoakBook soaks = new SoakBook();
    private final Map<StoreKey, Map<String, Task>> known = new ConcurrentHashMap<>();

    /** @param wake told when a store has a new answer */
    public TaskBook(Reach reach, StorefrontTasks.Bounds bounds, Executor executor, Consumer<StoreKey> wake) {
        this.runner = new TaskRunner(reach);
        this.listener = reach.listener();
        this.tasks = new StorefrontTasks<>(bounds, executor, reach.clock(), store -> wake.accept(parse(store)));
    }

    @Override
    public void ask(SeenStore store, Task task) {
        known.computeIfAbsent(store.key(), key -> new ConcurrentHashMap<>()).put(key(task), task);
        Optional<String> soak = soakedBy(store, task);
        tasks.start(
                store.key().toString(),
                key(task),
                cancellation -> runner.begin(store, task, cancellation).thenApply(answer -> {
                    listener.checked(task.kind(), answer.passed());
                    soak.ifPresent(watched -> soaked(store.key(), watched, answer));
                    return answer;
                }));
        known.get(store.key())
                .keySet()
                .retainAll(tasks.states(store.key().toString()).keySet());
    }

    private void soaked(StoreKey store, String watched, Answer round) {
        soaks.add(store, watched, round);
        listener.soaked(store, Integer.parseInt(round.facts().getOrDefault(TaskRunner.FAILED_REQUESTS, "0")));
    }

    /** How many tasks of the store are remembered. */
    int size(StoreKey store) {
        return known.getOrDefault(store, Map.of()).size();
    }

    /** A task that has no answer yet goes on: there is nothing to forget. */
    @Override
    public void forget(StoreKey store, Task task) {
        boolean running = tasks.state(store.toString(), key(task))
                .filter(TaskState.Pending.class::isInstance)
                .isPresent();
        if (!running) {
            tasks.forget(store.toString(), key(task));
            Optional.ofNullable(known.get(store)).ifPresent(names -> names.remove(key(task), task));
        }
    }

    @Override
    public Map<Task, Answer> answers(StoreKey store) {
        Map<String, Task> names = known.getOrDefault(store, Map.of());
        Map<Task, Answer> answers = new HashMap<>();
        tasks.states(store.toString()).forEach((key, state) -> {
            if (names.containsKey(key)) {
                answers.put(names.get(key), answer(state));
            }
        });
        return answers;
    }

    @Override
    public SoakProgress soak(StoreKey store, Optional<LiveRecord> live) {
        return soaks.progress(store, live);
    }

    /** Ends what runs for the store and forgets what it found. */
    public void forget(StoreKey store) {
        tasks.forgetStore(store.toString());
        known.remove(store);
        soaks.forget(store);
    }

    @Override
    public void close() {
        tasks.close();
    }

    /** A round of the set that is live now counts for its soak. */
    private static Optional<String> soakedBy(SeenStore store, Task task) {
        return store.service()
                .flatMap(Recorded::on)
                .filter(live -> task.kind() == Task.Kind.ROUND && live.isLive(task.revision()))
                .map(SoakBook::watched);
    }

    private static Answer answer(TaskState<Answer> state) {
        if (state instanceof TaskState.Done<Answer> done) {
            return done.result();
        }
        if (state instanceof TaskState.Broken<Answer> broken) {
            return new Answer(
                    Answer.State.FAILED,
                    broken.at(),
                    "",
                    "The operator could not make the requests (" + broken.failure() + "); it tries again on retry",
                    Map.of());
        }
        return new Answer(Answer.State.RUNNING, ((TaskState.Pending<Answer>) state).since(), "", "", Map.of());
    }

    private static String key(Task task) {
        return task.kind() + " " + task.revision() + " " + task.subject();
    }

    private static StoreKey parse(String store) {
        int slash = store.indexOf('/');
        return new StoreKey(store.substring(0, slash), store.substring(slash + 1));
    }
}
