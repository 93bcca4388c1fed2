package io.magentobluegreen.simulation.store;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.magentobluegreen.simulation.cluster.PodProgram;
import io.magentobluegreen.simulation.network.WebServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A web pod: a real server whose pages the image's script decides. Told to end, it drains for a moment. */
final class WebProgram implements PodProgram {
    private static final int DRAIN_MILLIS = 300;
    private static final int UNAVAILABLE = 503;
    private static final String HTML =
            "<html><head><link rel=\"stylesheet\" href=\"/static/version1/app.css\"></head><body>shop</body></html>";

    private final ImageScript script;
    private final StoreDatabase database;
    private final Port port;
    private final String release;
    private final String readiness;
    private volatile boolean ended;

    /** Its server, and whom to tell of its end. */
    record Port(WebServer server, Runnable changed) {}

    WebProgram(Container container, ImageScript script, StoreDatabase database, Port port) {
        this.script = script;
        this.database = database;
        this.port = port;
        this.release = container.getEnv().stream()
                .filter(variable -> variable.getName().equals("MAGENTO_RELEASE"))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
        this.readiness = container.getReadinessProbe() == null
                ? "/health"
                : container.getReadinessProbe().getHttpGet().getPath();
        if (script.start() == ImageScript.Start.GETS_READY) {
            port.server().start(this::answer);
        }
    }

    @Override
    public State state() {
        return switch (script.start()) {
            case GETS_READY -> ready();
            case STAYS_UNREADY -> State.STARTING;
            case CRASHES -> State.waiting("CrashLoopBackOff");
            case CANNOT_BE_PULLED -> State.waiting("ImagePullBackOff");
        };
    }

    private State ready() {
        port.server().start(this::answer);
        return script.localStatus(readiness) < 400 ? State.READY : State.STARTING;
    }

    private WebServer.Answer answer(String target) {
        String path = target.replaceFirst("\\?.*", "");
        script.isAsked(path);
        script.await(path);
        int status = path.equals(readiness) || path.startsWith("/static/")
                ? script.localStatus(path)
                : database.isDown() ? UNAVAILABLE : script.status(path);
        Map<String, String> headers = Map.of("Content-Type", "text/html", "X-Magento-Release", release);
        return new WebServer.Answer(status, headers, HTML, script.pageTime());
    }

    @Override
    public void terminate() {
        port.server().drain();
        CompletableFuture.delayedExecutor(DRAIN_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            ended = true;
            port.changed().run();
        });
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }
}
