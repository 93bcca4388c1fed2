package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.GuardObservation;
import io.magentobluegreen.cluster.Observation;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.Work;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.want.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How turns end when the cluster is not as it was seen. */
class TurnsTest {
    private static final Problem PUBLISHING_FAILED = new Problem("ActionFailed", "Publishing failed");

    private final PlayedStore store = new PlayedStore();
    private final AtomicInteger looks = new AtomicInteger();
    private boolean gone;

    @Test
    void leavesItToTheRetryWhenSomebodyIsAlwaysFaster() {
        Turns turns = turns(actions -> {
            throw new ObservedStale("somebody was faster", null);
        });

        assertThatThrownBy(() -> turns.take(store.resource())).isInstanceOf(ObservedStale.class);
        assertThat(looks).hasValueGreaterThan(5);
    }

    @Test
    void looksAgainWhenSomebodyWasFaster() {
        Turns turns = turns(actions -> {
            if (looks.get() < 3) {
                throw new ObservedStale("somebody was faster", null);
            }
            return List.of();
        });

        assertThat(turns.take(store.resource())).isPresent();
    }

    @Test
    void hasNobodyToReportToWhenTheResourceIsGone() {
        Turns turns = turns(actions -> {
            throw new ResourceGone("it is gone");
        });

        assertThat(turns.take(store.resource())).isEmpty();
        assertThat(looks).hasValue(1);
    }

    @Test
    void triesWhatOnlyFailsAsideAWhileLater() {
        store.until(Phase.SOAKING);
        store.published = "";
        Turns turns = turns(actions -> List.of(PUBLISHING_FAILED));

        Turns.Last last = turns.take(store.resource()).orElseThrow();

        assertThat(looks).hasValue(1);
        assertThat(last.problems()).containsExactly(PUBLISHING_FAILED);
        assertThat(last.plan().wake().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void readsTheResourceAnewWhenSomebodyWasFaster() {
        Turns turns = turns(actions -> {
            throw new ObservedStale("the spec has changed", null);
        });
        gone = true;

        assertThat(turns.take(store.resource())).isEmpty();
        assertThat(looks).hasValue(1);
    }

    private MagentoRelease again(MagentoRelease resource) {
        return gone ? null : resource;
    }

    private Turns turns(Work work) {
        StoreCluster cluster = new StoreCluster() {
            @Override
            public Observation observe(MagentoRelease resource) {
                looks.incrementAndGet();
                return new Observation(store.want(), store.seen(), work);
            }

            @Override
            public GuardObservation observeGuard(
                    MagentoRelease resource, Optional<io.fabric8.kubernetes.api.model.Service> deleted) {
                throw new AssertionError("nobody guards here");
            }

            @Override
            public void forget(StoreKey gone) {}
        };
        return new Turns(this::again, cluster, Clock.fixed(store.now, ZoneOffset.UTC));
    }
}
