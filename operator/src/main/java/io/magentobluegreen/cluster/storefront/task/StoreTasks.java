package io.magentobluegreen.cluster.storefront.task;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The works of one store in the order they were started. Guarded by the lock of its {@link StorefrontTasks}. */
final class StoreTasks<R> {
    final String store;
    private final Map<String, Entry<R>> entries = new LinkedHashMap<>();
    private int running;
    private long lastTurn;

    StoreTasks(String store) {
        this.store = store;
    }

    boolean knows(String key) {
        return entries.containsKey(key);
    }

    void add(String key, Work<R> work, Instant now) {
        entries.put(key, new Entry<>(this, work, now));
    }

    /** Begins the work that waits longest, if one does and the store may run another. */
    Optional<Entry<R>> next(int perStore, long turn) {
        Optional<Entry<R>> waiting = running < perStore
                ? entries.values().stream()
                        .filter(entry -> entry.progress == Progress.WAITING)
                        .findFirst()
                : Optional.empty();
        waiting.ifPresent(entry -> {
            entry.progress = Progress.RUNNING;
            running++;
            lastTurn = turn;
        });
        return waiting;
    }

    /** Whether anybody still waits for it. */
    boolean end(Entry<R> entry, TaskState<R> state) {
        running--;
        entry.progress = Progress.ENDED;
        entry.work = null;
        entry.state = state;
        return entries.containsValue(entry);
    }

    Optional<Entry<R>> remove(String key) {
        return Optional.ofNullable(entries.remove(key));
    }

    /** Those that have to go so that one more may come: what ended first, then what was started first. */
    List<Entry<R>> makeRoom(int remembered) {
        List<String> gone = entries.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getValue().progress != Progress.ENDED))
                .limit(Math.max(0, entries.size() - remembered + 1))
                .map(Map.Entry::getKey)
                .toList();
        return gone.stream().map(entries::remove).toList();
    }

    List<Entry<R>> clear() {
        List<Entry<R>> all = List.copyOf(entries.values());
        entries.clear();
        return all;
    }

    int running() {
        return running;
    }

    /** When it last began a work, counted in works of all stores; 0 for never. */
    long lastTurn() {
        return lastTurn;
    }

    boolean isIdle() {
        return entries.isEmpty() && running == 0;
    }

    Optional<TaskState<R>> state(String key) {
        return Optional.ofNullable(entries.get(key)).map(entry -> entry.state);
    }

    Map<String, TaskState<R>> states() {
        return entries.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> each.getValue().state));
    }

    /** How far an entry is. */
    private enum Progress {
        WAITING,
        RUNNING,
        ENDED
    }

    /** One work. Compared by identity: a forgotten one that ends must not be taken for its successor of the same key. */
    static final class Entry<R> {
        final StoreTasks<R> owner;
        final Cancellation cancellation = new Cancellation();
        private Progress progress = Progress.WAITING;
        private TaskState<R> state;
        /** Null once it has ended: it holds all that its store was seen to be. */
        private Work<R> work;

        Entry(StoreTasks<R> owner, Work<R> work, Instant now) {
            this.owner = owner;
            this.work = work;
            this.state = new TaskState.Pending<>(now);
        }

        /** Of one that has been begun and not ended. */
        Work<R> work() {
            return work;
        }
    }
}
