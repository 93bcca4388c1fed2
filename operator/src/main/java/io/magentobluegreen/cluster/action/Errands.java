package io.magentobluegreen.cluster.action;

import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.seen.Task;

/** Who does what an action only asks for: tasks take their time, and nobody waits for them here. */
public interface Errands {
    /** Starts the task unless it runs or has an answer. */
    void ask(SeenStore store, Task task);

    /** Drops the task's answer, and ends it if it runs. */
    void forget(StoreKey store, Task task);
}
