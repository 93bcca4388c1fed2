package io.magentobluegreen.simulation.store;

import java.util.ArrayList;
import java.util.List;

/** The database that all images of a store share: how new it is, and who upgraded it. Safe from every thread. */
public final class StoreDatabase {
    private final List<String> upgrades = new ArrayList<>();
    private int schema;
    private int running;
    private boolean overlapped;
    private volatile boolean down;

    /** The images whose upgrade has ended well, in order. */
    public synchronized List<String> upgrades() {
        return List.copyOf(upgrades);
    }

    /** Two upgrades have been at the database at the same time: that must never be. */
    public synchronized boolean everOverlapped() {
        return overlapped;
    }

    /** No page that needs it answers any more, whatever the image. */
    public void breaks() {
        down = true;
    }

    public void recovers() {
        down = false;
    }

    boolean isDown() {
        return down;
    }

    synchronized int schema() {
        return schema;
    }

    synchronized void begin() {
        running++;
        overlapped = overlapped || running > 1;
    }

    synchronized void failed() {
        running--;
    }

    synchronized void upgraded(String image, int newSchema) {
        running--;
        schema = newSchema;
        upgrades.add(image);
    }
}
