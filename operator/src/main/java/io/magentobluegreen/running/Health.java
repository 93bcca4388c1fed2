package io.magentobluegreen.running;

import java.util.List;
import java.util.function.Supplier;

/**
 * How the process is, for the kubelet. Alive is what a restart would not mend; ready is what has listed everything, watches
 * it and does not stop, whether it leads or stands by.
 *
 * <p>A watch is down for a moment whenever it reconnects: a probe should fail several times before it is acted on.
 */
public final class Health {
    private final Supplier<List<String>> unhealthy;
    private volatile Stage stage = Stage.STARTING;

    private enum Stage {
        STARTING,
        RUNNING,
        STOPPING
    }

    /**
     * What a probe is told.
     *
     * @param ok the probe passes
     * @param text a line for people, with what is wrong
     */
    public record Verdict(boolean ok, String text) {}

    /** @param unhealthy what is watched and whose watch is down; asked only between start and stop */
    public Health(Supplier<List<String>> unhealthy) {
        this.unhealthy = unhealthy;
    }

    public void started() {
        stage = Stage.RUNNING;
    }

    public void stopping() {
        stage = Stage.STOPPING;
    }

    public Verdict live() {
        return stage == Stage.RUNNING ? watches() : new Verdict(true, "ok");
    }

    public Verdict ready() {
        return switch (stage) {
            case STARTING -> new Verdict(false, "starting");
            case RUNNING -> watches();
            case STOPPING -> new Verdict(false, "stopping");
        };
    }

    private Verdict watches() {
        List<String> down = unhealthy.get();
        return down.isEmpty()
                ? new Verdict(true, "ok")
                : new Verdict(false, "these watches are down: " + String.join(", ", down));
    }
}
