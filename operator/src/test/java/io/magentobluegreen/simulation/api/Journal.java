package io.magentobluegreen.simulation.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What every client wrote, and a way to cut one off: a client that is cut off is a process that died between two of its
 * calls. Safe from every thread.
 */
public final class Journal {
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> lives = new ConcurrentHashMap<>();

    /**
     * One request that changes something, or tried to.
     *
     * @param agent name of the client
     * @param code of the answer
     */
    public record Write(String agent, String method, String path, int code) {}

    void add(Write write) {
        writes.add(write);
        AtomicInteger left = lives.get(write.agent());
        if (left != null && left.decrementAndGet() <= 0) {
            cutOff(write.agent());
        }
    }

    /** Whether nothing that this client asks has an effect any more. */
    public boolean isCutOff(String agent) {
        return dead.contains(agent);
    }

    /** From now on nothing that this client asks has an effect. */
    public void cutOff(String agent) {
        dead.add(agent);
    }

    /** Cuts this client off after so many more writes. */
    public void cutOffAfter(String agent, int further) {
        lives.put(agent, new AtomicInteger(further));
    }

    /** In the order of their arrival. */
    public List<Write> writesOf(String agent) {
        return writes.stream().filter(write -> write.agent().equals(agent)).toList();
    }
}
