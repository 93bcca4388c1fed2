package io.magentobluegreen.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.mockwebserver.MockWebServer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class LeaseWatchTest {

    /** It says a line for each request; kept here, as a logger that nobody holds forgets its level. */
    private static final Logger TALKATIVE = Logger.getLogger(MockWebServer.class.getName());

    static {
        TALKATIVE.setLevel(Level.WARNING);
    }

    private static final Duration DURATION = Duration.ofSeconds(5);

    private KubernetesClient client;
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
    private LeaseWatch watch;

    @BeforeEach
    void watches() {
        watch = new LeaseWatch(client, new LeaderLease.Name("operators", "leader", "me"), DURATION, nanoTime::get);
    }

    @Test
    void freesALeaseFromTheFutureThatNobodyRenews() {
        // Given
        isHeldBy("other", Duration.ofMinutes(10));
        watch.look();
        passes(DURATION);
        watch.look();
        assertThat(holder()).isEqualTo("other");
        // When
        passes(Duration.ofMillis(1));
        watch.look();
        // Then
        assertThat(holder()).isNull();
    }

    @Test
    void leavesALeaseThatIsRenewed() {
        // Given
        isHeldBy("other", Duration.ofMinutes(10));
        for (int second = 0; second < 20; second++) {
            watch.look();
            // When
            passes(Duration.ofSeconds(4));
            renews(Duration.ofMinutes(11).plusSeconds(second));
        }
        // Then
        assertThat(holder()).isEqualTo("other");
    }

    @Test
    void leavesALeaseThatTheClientTakesByItsOwnRule() {
        assertThat(holderAfterAWhile("other", DURATION.negated())).isEqualTo("other");
    }

    @Test
    void looksOftenOnlyWhereALeaseIsDatedInTheFuture() {
        // Given
        assertThat(watch.look()).isEqualTo(DURATION);
        isHeldBy("other", Duration.ofSeconds(-1));
        assertThat(watch.look()).isEqualTo(DURATION);
        // When
        renews(Duration.ofMinutes(10));
        // Then
        assertThat(watch.look()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void leavesItsOwnLease() {
        assertThat(holderAfterAWhile("me", Duration.ofMinutes(10))).isEqualTo("me");
    }

    @Test
    void isContentWithoutALease() {
        watch.look();
        assertThat(client.leases().inNamespace("operators").list().getItems()).isEmpty();
    }

    private String holderAfterAWhile(String holder, Duration ahead) {
        isHeldBy(holder, ahead);
        watch.look();
        passes(DURATION.multipliedBy(2));
        watch.look();
        return holder();
    }

    private void passes(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private void isHeldBy(String holder, Duration ahead) {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace("operators")
                        .withName("leader")
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC).plus(ahead))
                        .endSpec()
                        .build())
                .create();
    }

    private void renews(Duration ahead) {
        client.resource(lease().edit()
                        .editSpec()
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC).plus(ahead))
                        .endSpec()
                        .build())
                .update();
    }

    private String holder() {
        return lease().getSpec().getHolderIdentity();
    }

    private Lease lease() {
        return client.leases().inNamespace("operators").withName("leader").get();
    }
}
