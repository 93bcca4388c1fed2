package io.magentobluegreen.running;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease that one of several replicas leads by.
 *
 * <p>A leader that loses it ends at once, by {@code halt}: another one leads. A leader that stops in order ends its work
 * first and gives the lease back then, so that the next one need not wait until it has run out. The framework switches
 * the client's own release on cancel off, as it would skip the callback of a lost lease; hence the write here.
 */
public final class LeaderLease {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

    /** A killed leader is replaced within ten seconds: after this and up to 2.2 retry periods, as the client jitters them. */
    private static final Duration DURATION = Duration.ofSeconds(5);

    private static final Duration RENEW_DEADLINE = Duration.ofMillis(3500);
    private static final Duration RETRY_PERIOD = Duration.ofMillis(1200);

    private final Name name;
    private final Runnable onLoss;
    private volatile boolean leading;
    private volatile boolean stopping;

    /**
     * Which lease, and who wants it.
     *
     * @param holder one name for each process
     */
    public record Name(String namespace, String name, String holder) {}

    /** @param onLoss what to do when another one leads */
    public LeaderLease(Name name, Runnable onLoss) {
        this.name = name;
        this.onLoss = onLoss;
    }

    public LeaderElectionConfiguration election() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(name.name())
                .withLeaseNamespace(name.namespace())
                .withLeaseDuration(DURATION)
                .withRenewDeadline(RENEW_DEADLINE)
                .withRetryPeriod(RETRY_PERIOD)
                .withIdentity(name.holder())
                .withLeaderCallbacks(new LeaderCallbacks(this::lead, this::lose, leader -> {}))
                // The framework exits from the thread that stops it: inside a shutdown hook that waits for ever.
                .withExitOnStopLeading(false)
                .build();
    }

    public boolean isLeading() {
        return leading;
    }

    private void lead() {
        leading = true;
        LOG.atInfo().log("Leading");
    }

    private void lose() {
        if (!stopping) {
            leading = false;
            onLoss.run();
        }
    }

    /** Looks, until it leads, whether the lease was left behind by a leader whose clock was ahead; a daemon thread ends with the process. */
    public void watch(KubernetesClient client) {
        LeaseWatch watch = new LeaseWatch(client, name, DURATION, System::nanoTime);
        Thread thread = new Thread(() -> watchUntilLeading(watch), "lease-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watchUntilLeading(LeaseWatch watch) {
        try {
            while (!leading && !stopping) {
                Thread.sleep(watch.look().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on the lease is not missed. */
    public void stopping() {
        stopping = true;
    }

    /** Gives it back if it is still ours; one that cannot be given back runs out by itself. */
    public void giveBack(KubernetesClient client) {
        if (!leading) {
            return;
        }
        leading = false;
        try {
            Lease lease = client.leases()
                    .inNamespace(name.namespace())
                    .withName(name.name())
                    .get();
            if (lease != null && name.holder().equals(lease.getSpec().getHolderIdentity())) {
                client.resource(LeaseWatch.free(lease)).update();
                LOG.atInfo().log("Gave the lease back");
            }
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("The lease could not be given back; it runs out in {} s", DURATION.toSeconds());
        }
    }
}
