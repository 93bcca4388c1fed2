package io.magentobluegreen.simulation.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How one image behaves: whether its pods get ready, what its pages answer, what its Jobs say. Changes count at once, for
 * pods that run already as well. Safe from every thread.
 */
public final class ImageScript {
    private static final int OK = 200;
    private static final int LONGER_THAN_ANY_PATIENCE_SECONDS = 30;

    private final String image;
    private final Map<String, Integer> pages = new ConcurrentHashMap<>();
    private final Map<String, JobEnding> endings = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Start start = Start.GETS_READY;
    private volatile int everyPage = OK;
    private volatile int schema;
    private volatile Duration pageTime = Duration.ZERO;
    private volatile Duration jobTime = Duration.ZERO;

    /** How its web pods start. */
    public enum Start {
        GETS_READY,
        STAYS_UNREADY,
        CRASHES,
        CANNOT_BE_PULLED
    }

    /** The schema that its code wants is the number at the end of its tag, until {@link #wantsSchema}. */
    ImageScript(String image) {
        this.image = image;
        String digits = image.replaceFirst(".*?([0-9]*)$", "$1");
        this.schema = digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }

    String image() {
        return image;
    }

    /** An upgrade is due while the database has another schema. */
    public ImageScript wantsSchema(int number) {
        schema = number;
        return changed();
    }

    /** Every answer takes so long. */
    public ImageScript pagesTake(Duration time) {
        pageTime = time;
        return this;
    }

    /** Jobs that begin from now on take so long. */
    public ImageScript jobsTake(Duration time) {
        jobTime = time;
        return this;
    }

    public ImageScript starts(Start how) {
        start = how;
        return changed();
    }

    /** This path, without its query, answers this status. */
    public ImageScript page(String path, int status) {
        pages.put(path, status);
        return changed();
    }

    /** Every page answers this status, except those that have one of their own and the readiness path. */
    public ImageScript everyPage(int status) {
        everyPage = status;
        return changed();
    }

    /** Jobs of this step fail so. */
    public ImageScript fails(String step, String reason, String message) {
        return ends(step, JobEnding.failed(reason, message));
    }

    /** Jobs of this step end so. */
    public ImageScript ends(String step, JobEnding ending) {
        endings.put(step, ending);
        return changed();
    }

    /** Jobs of this step pass again. */
    public ImageScript passes(String step) {
        endings.remove(step);
        return changed();
    }

    /** Jobs of this step run until {@link #letsGo}. */
    public ImageScript holds(String step) {
        held.add(step);
        return this;
    }

    public ImageScript letsGo(String step) {
        held.remove(step);
        return changed();
    }

    /** This path answers nobody until {@link #answers}, or for so long that every client has given up. */
    public ImageScript hangs(String path) {
        hanging.put(path, new CountDownLatch(1));
        return this;
    }

    public ImageScript answers(String path) {
        Optional.ofNullable(hanging.remove(path)).ifPresent(CountDownLatch::countDown);
        return this;
    }

    void await(String path) {
        CountDownLatch latch = hanging.get(path);
        try {
            if (latch != null && !latch.await(LONGER_THAN_ANY_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                hanging.remove(path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many Jobs of this step have begun in this image. */
    public int runs(String step) {
        return runs.computeIfAbsent(step, key -> new AtomicInteger()).get();
    }

    /** How often pods of this image have been asked for this path. */
    public int asked(String path) {
        return asked.computeIfAbsent(path, key -> new AtomicInteger()).get();
    }

    void isAsked(String path) {
        asked.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
    }

    void began(String step) {
        runs.computeIfAbsent(step, key -> new AtomicInteger()).incrementAndGet();
    }

    boolean isHeld(String step) {
        return held.contains(step);
    }

    JobEnding ending(String step) {
        return endings.getOrDefault(step, JobEnding.PASSED);
    }

    Duration pageTime() {
        return pageTime;
    }

    Duration jobTime() {
        return jobTime;
    }

    int schema() {
        return schema;
    }

    Start start() {
        return start;
    }

    int status(String path) {
        return pages.getOrDefault(path, everyPage);
    }

    /** A page that is answered without Magento's code. */
    int localStatus(String path) {
        return pages.getOrDefault(path, OK);
    }

    void listen(Runnable listener) {
        listeners.add(listener);
    }

    private ImageScript changed() {
        listeners.forEach(Runnable::run);
        return this;
    }
}
