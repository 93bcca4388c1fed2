package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.TargetStatus;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release waits for a person because the database is ahead of it. */
class ConditionEventsTest {
    private final PlayedStore store = new PlayedStore();

    @BeforeEach
    void waitForAPerson() {
        store.until(Phase.LIVE);
        store.upgradeDue = true;
        store.failingSteps.add(Step.UPGRADE);
        store.release("2").until(Phase.FAILED);
        store.failingSteps.clear();
        store.release("3").until(Phase.PREPARING);
        store.goOn().goOn().reconcile();
    }

    @Test
    void areSaidOnceWhileOneReleaseGoesOnWaiting() {
        store.goOn().reconcile();

        assertThat(store.said("DatabaseAhead")).isEqualTo(1);
        assertThat(news(store.status)).isEmpty();
    }

    @Test
    void areSaidAgainOfAReleaseThatWaitsForTheSameRightAfterAnother() {
        List<Action> news = news(of("0123456789-7", store.status));

        assertThat(news)
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Announce.class, said -> assertThat(said.reason()).isEqualTo("DatabaseAhead"));
    }

    private List<Action> news(MagentoReleaseStatus before) {
        StatusScene scene = new StatusScene(
                store.generation, store.want(), store.seen(), store.plan, Optional.of(before), store.now);
        return ConditionEvents.between(scene, store.status);
    }

    private static MagentoReleaseStatus of(String release, MagentoReleaseStatus now) {
        TargetStatus target = now.target();
        return new MagentoReleaseStatus(
                now.observedGeneration(),
                now.phase(),
                now.message(),
                now.live(),
                new TargetStatus(
                        release, target.next(), target.image(), target.shortImage(), target.colour(), target.since()),
                now.rollback(),
                now.upgrade(),
                now.verification(),
                now.history(),
                now.conditions(),
                now.commands());
    }
}
