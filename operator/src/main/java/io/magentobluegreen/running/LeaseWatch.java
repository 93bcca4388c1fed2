package io.magentobluegreen.running;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees a lease whose holder has died and whose clock was ahead.
 *
 * <p>The client compares a lease's {@code renewTime}, which the holder's clock has written, with the clock here: a leader whose clock was ten
 * minutes ahead would be replaced ten minutes after its death. Here, as in client-go, counts how long the lease has not changed, by a
 * clock that only measures; a holder that lives renews it several times in that time, or has ended itself.
 */
final class LeaseWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

    /** Looks in a lease's duration. */
    private static final int OFTEN = 20;

    private final KubernetesClient client;
    private final LeaderLease.Name name;
    private final Duration duration;
    private final LongSupplier nanoTime;
    private String version;
    private long seenAt;

    /**
     * @param duration after which a lease that nobody renews is free
     * @param nanoTime as {@link System#nanoTime}
     */
    LeaseWatch(KubernetesClient client, LeaderLease.Name name, Duration duration, LongSupplier nanoTime) {
        this.client = client;
        this.name = name;
        this.duration = duration;
        this.nanoTime = nanoTime;
    }

    /**
     * To be called again and again by one that waits for the lease; an API server that is away is no news.
     *
     * @return when to look again: often while the lease is dated in the future, and else, when the client frees it in time, hardly ever
     */
    Duration look() {
        try {
            Lease lease = client.leases()
                    .inNamespace(name.namespace())
                    .withName(name.name())
                    .get();
            if (lease != null && isAbandoned(lease)) {
                client.resource(free(lease)).update();
                LOG.atWarn()
                        .addKeyValue("holder", lease.getSpec().getHolderIdentity())
                        .log("Freed the lease of a leader that is gone and whose clock was ahead");
            }
            return lease != null && isRenewedAfter(lease, now()) ? duration.dividedBy(OFTEN) : duration;
        } catch (KubernetesClientException e) {
            boolean another = e.getCode() == HttpURLConnection.HTTP_CONFLICT;
            LOG.atDebug().setCause(e).log(another ? "Another one has the lease" : "The lease could not be looked at");
            return duration.dividedBy(OFTEN);
        }
    }

    private boolean isAbandoned(Lease lease) {
        long now = nanoTime.getAsLong();
        if (!Objects.equals(version, lease.getMetadata().getResourceVersion())) {
            version = lease.getMetadata().getResourceVersion();
            seenAt = now;
        }
        return isHeld(lease) && isAhead(lease) && now - seenAt > duration.toNanos();
    }

    private boolean isHeld(Lease lease) {
        String holder = lease.getSpec().getHolderIdentity();
        return holder != null && !holder.isEmpty() && !holder.equals(name.holder());
    }

    /** Not yet free by the client's own rule. */
    private boolean isAhead(Lease lease) {
        return isRenewedAfter(lease, now().minus(duration));
    }

    private static boolean isRenewedAfter(Lease lease, ZonedDateTime time) {
        ZonedDateTime renewed = lease.getSpec().getRenewTime();
        return renewed != null && renewed.isAfter(time);
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneOffset.UTC);
    }

    /** By the version that was read, so that whoever took it meanwhile keeps it. */
    static Lease free(Lease lease) {
        return lease.edit()
                .editSpec()
                .withHolderIdentity(null)
                .withLeaseDurationSeconds(1)
                .withRenewTime(now())
                .endSpec()
                .build();
    }
}
