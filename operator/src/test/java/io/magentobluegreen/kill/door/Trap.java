package io.magentobluegreen.kill.door;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts an operator's writes from a moment on, lets them through one at a time, and kills the operator at one of them. */
public final class Trap {
    private final Runnable kill;
    private final List<ApiWrite> writes = new ArrayList<>();
    private Optional<Point> point = Optional.empty();
    private Optional<ApiWrite> last = Optional.empty();
    private long lastWriteNanos = System.nanoTime();

    /** What the API server does and answers. */
    interface Exchange {
        byte[] answer() throws IOException;
    }

    /** @param kill ends the operator; when it returns there is none any more */
    public Trap(Runnable kill) {
        this.kill = kill;
    }

    /** Writes are counted anew from now on. */
    public synchronized void set(Point where) {
        writes.clear();
        point = Optional.of(where);
    }

    /** Nobody is killed any more. */
    public synchronized void disarm() {
        point = Optional.empty();
    }

    /** Passes the write on; empty where nobody is left to hear the answer. */
    synchronized Optional<byte[]> pass(ApiWrite write, Exchange exchange) throws IOException {
        if (last.isPresent()) {
            return Optional.empty();
        }
        writes.add(write);
        if (springs(write, Moment.BEFORE)) {
            return Optional.empty();
        }
        byte[] answer = exchange.answer();
        lastWriteNanos = System.nanoTime();
        return springs(write, Moment.AFTER) ? Optional.empty() : Optional.of(answer);
    }

    private boolean springs(ApiWrite write, Moment now) {
        boolean due = point.filter(where -> where.isAt(writes, now)).isPresent();
        if (due) {
            kill.run();
            last = Optional.of(write);
        }
        return due;
    }

    /** The write at which the operator died; empty while it lives. */
    public synchronized Optional<ApiWrite> last() {
        return last;
    }

    /** How long ago the last write was. */
    public synchronized Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastWriteNanos);
    }
}
