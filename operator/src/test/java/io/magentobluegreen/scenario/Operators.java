package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.controller.ReleaseOperator;
import io.magentobluegreen.controller.measure.Listeners;
import io.magentobluegreen.metrics.OperatorMeters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import okhttp3.Interceptor;

/** The operators of a stage: one that runs, as a rule. */
final class Operators implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final Duration TERMINATION = Duration.ofSeconds(10);

    private final Ground ground;
    private final String namespace;
    private final MovableClock clock;
    private final Deque<Running> running = new ArrayDeque<>();
    private int started;

    private record Running(
            String agent,
            KubernetesClient client,
            DirectTransport transport,
            ReleaseOperator operator,
            OperatorMeters meters) {
        void stop() {
            operator.close();
            transport.close();
            client.close();
        }
    }

    Operators(Ground ground, String namespace, MovableClock clock) {
        this.ground = ground;
        this.namespace = namespace;
        this.clock = clock;
    }

    /** Starts another one, as the program would; answers its name in the journal. */
    String start() {
        return start(chain -> chain.proceed(chain.request()));
    }

    /** The same, and {@code between} sees its requests to the API server on their way. */
    String start(Interceptor between) {
        return start(between, true);
    }

    /** @param readsSecrets Secrets may be read */
    String start(Interceptor between, boolean readsSecrets) {
        return start(between, readsSecrets, framework -> framework);
    }

    /** Starts one each of whose looks at a resource lasts this much longer, as on a machine that has no time for it. */
    String startSlow(Duration look) {
        return start(chain -> chain.proceed(chain.request()), true, framework -> new SlowLooks(framework, look));
    }

    private String start(Interceptor between, boolean readsSecrets, UnaryOperator<Metrics> framework) {
        String agent = "operator-" + ++started + "-of-" + namespace;
        KubernetesClient client = ground.operator(agent, between);
        DirectTransport transport = new DirectTransport();
        OperatorMeters meters = new OperatorMeters();
        Listeners listeners = meters.listeners();
        ReleaseOperator operator = new ReleaseOperator(
                client,
                new ReleaseOperator.Setup(
                        Set.of(namespace),
                        transport,
                        ground.reachesServices(),
                        readsSecrets,
                        WORKERS,
                        Optional.empty(),
                        clock,
                        new Listeners(listeners.releases(), listeners.checks(), framework.apply(listeners.framework())),
                        TERMINATION));
        running.push(new Running(agent, client, transport, operator, meters));
        operator.start();
        return agent;
    }

    /** Stops the newest one. */
    void stop() {
        running.pop().stop();
    }

    /** Ends the newest one without letting it end anything: its connections are gone first. */
    void kill() {
        Running killed = running.pop();
        killed.client().close();
        killed.stop();
    }

    /** What the newest one says at its metrics. */
    String metrics() {
        return running.element().meters().scrape("text/plain");
    }

    /** What all that run say at their metrics. */
    String allMetrics() {
        return running.stream().map(each -> each.meters().scrape("text/plain")).collect(Collectors.joining());
    }

    /** The name of the newest one in the journal. */
    String newest() {
        return running.element().agent();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            stop();
        }
    }
}
