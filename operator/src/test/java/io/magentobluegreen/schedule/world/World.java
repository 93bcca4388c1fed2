package io.magentobluegreen.schedule.world;

import io.magentobluegreen.schedule.api.MemoryApi;
import io.magentobluegreen.schedule.api.ObjectStore;
import io.magentobluegreen.schedule.chance.Choices;
import io.magentobluegreen.schedule.chance.Picks;
import io.magentobluegreen.schedule.chance.Replayed;
import io.magentobluegreen.schedule.cluster.Cluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A cluster with one store at one moment, without the processes of the operator. */
public final class World {
    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryApi api;
    private final Cluster cluster;
    private Choices choices;
    private final Shop shop;
    private final Pages pages = new Pages(this);
    private final Truth truth = new Truth();
    private final List<MemoryApi.WriteListener> listeners = new ArrayList<>();
    private Instant now;

    /** An empty one. */
    World(Choices choices) {
        this.choices = choices;
        this.now = BEGINNING;
        this.api = new MemoryApi(new ObjectStore(), () -> now, this::tell);
        this.cluster = new Cluster(api, () -> now, choices);
        this.shop = new Shop(api.store());
    }

    private World(World before, Choices choices) {
        this.choices = choices;
        this.now = before.now;
        this.api = new MemoryApi(before.api.store().copy(), () -> now, this::tell);
        this.cluster = before.cluster.at(api, () -> now, choices);
        this.shop = new Shop(api.store());
        pages.resume(before.pages);
        truth.resume(before.truth);
    }

    /** The same, of which another future is played. */
    public World copy(Choices others) {
        return new World(this, others);
    }

    private void tell(MemoryApi.Write write) {
        listeners.forEach(listener -> listener.wrote(write));
    }

    void listen(MemoryApi.WriteListener listener) {
        listeners.add(listener);
    }

    public MemoryApi api() {
        return api;
    }

    Cluster cluster() {
        return cluster;
    }

    Choices choices() {
        return choices;
    }

    Shop shop() {
        return shop;
    }

    Pages pages() {
        return pages;
    }

    Truth truth() {
        return truth;
    }

    public Instant now() {
        return now;
    }

    /** From now on nothing is left to chance, and nothing fails. */
    void calm() {
        choices = new Replayed(Picks.NONE);
        cluster.calm(choices);
        pages.heal();
    }

    void passes(Instant until) {
        now = until.isAfter(now) ? until : now;
    }
}
