package io.magentobluegreen;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.OperatorClient;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.cluster.storefront.http.ForwardedTransport;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.controller.ReleaseOperator;
import io.magentobluegreen.metrics.OperatorMeters;
import io.magentobluegreen.running.Health;
import io.magentobluegreen.running.HttpEndpoints;
import io.magentobluegreen.running.LeaderLease;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator in its process, from start to stop.
 *
 * <p>Asked to stop it is not ready any more, begins no reconciliation, lets those end that run, and gives the lease back.
 * What takes longer than it may is left alone: it can be killed between any two writes.
 */
final class RunningOperator {
    private static final Logger LOG = LoggerFactory.getLogger(RunningOperator.class);
    private static final int LOST_LEASE = 1;

    private final OperatorSettings settings;
    private final KubernetesClient client;
    private final OperatorMeters meters;
    private final Optional<LeaderLease> lease;
    private final ReleaseOperator operator;
    private final Health health;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningOperator(
            OperatorSettings settings, KubernetesClient client, DirectTransport direct, OperatorMeters meters) {
        this.settings = settings;
        this.client = client;
        this.meters = meters;
        this.lease = settings.lease().map(name -> new LeaderLease(name, RunningOperator::endAtOnce));
        Transport transport = settings.portForward() ? new ForwardedTransport(client, direct) : direct;
        this.operator = new ReleaseOperator(
                client,
                new ReleaseOperator.Setup(
                        settings.namespaces(),
                        transport,
                        settings.reachesServices(),
                        settings.readsSecrets(),
                        settings.workers(),
                        lease.map(LeaderLease::election),
                        Clock.systemUTC(),
                        meters.listeners(),
                        ending(settings.shutdownTimeout())));
        this.health = new Health(operator::unhealthy);
        meters.watch(() -> lease.map(LeaderLease::isLeading).orElse(true));
    }

    /** Runs until the process is asked to stop. */
    static void run(OperatorSettings settings) throws InterruptedException {
        OperatorMeters meters = new OperatorMeters();
        try (KubernetesClient client = OperatorClient.of(Config.autoConfigure(null), meters.apiRequests());
                DirectTransport direct = new DirectTransport()) {
            new RunningOperator(settings, client, direct, meters).untilStopped();
        }
    }

    /** Of a graceful stop's time the end of it is for the lease. */
    private static Duration ending(Duration whole) {
        return whole.multipliedBy(3).dividedBy(4);
    }

    /** The lease is lost: another one leads, so nothing here may go on, not even in an orderly way. */
    private static void endAtOnce() {
        LOG.atError().log("Stopped: the lease was lost");
        Runtime.getRuntime().halt(LOST_LEASE);
    }

    private void untilStopped() throws InterruptedException {
        try (HttpEndpoints endpoints = endpoints()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stopInTime));
            lease.ifPresent(wanted -> wanted.watch(client));
            operator.start();
            health.started();
            LOG.atInfo().addKeyValue("port", endpoints.port()).log("Started");
            stopped.await();
        }
    }

    private HttpEndpoints endpoints() {
        try {
            return new HttpEndpoints(settings.port(), meters::scrape, health);
        } catch (IOException e) {
            throw new BadSetting(
                    "HTTP_PORT",
                    Integer.toString(settings.port()),
                    "set it to a port that is free, or 0 for any (" + e.getMessage() + ")");
        }
    }

    private void stopInTime() {
        LOG.atInfo().log("Stopping");
        health.stopping();
        lease.ifPresent(LeaderLease::stopping);
        Thread stop = new Thread(this::stop, "stop");
        stop.setDaemon(true);
        stop.start();
        try {
            stop.join(settings.shutdownTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.atInfo().log(stop.isAlive() ? "Stopped without waiting any longer" : "Stopped");
        stopped.countDown();
    }

    private void stop() {
        operator.close();
        lease.ifPresent(held -> held.giveBack(client));
    }
}
