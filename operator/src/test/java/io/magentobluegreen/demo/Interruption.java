package io.magentobluegreen.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or any other signal that ends the program: the thread that opened this is interrupted, and the program stays until
 * that thread has closed it.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Thread work = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean asked;

    static Interruption listen() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "stop the demo"));
        return interruption;
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        asked = true;
        work.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Not everything could be closed within " + PATIENCE_SECONDS + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody has asked for the end. */
    boolean isAsked() {
        return asked;
    }

    /** Nothing is left to wait for. */
    @Override
    public void close() {
        ended.countDown();
    }
}
