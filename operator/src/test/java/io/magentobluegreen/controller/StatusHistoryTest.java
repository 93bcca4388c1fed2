package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.magentobluegreen.api.status.HistoryEntry;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Task;
import org.junit.jupiter.api.Test;

/** The history tells every release that ended, once, with the outcome it has now. */
class StatusHistoryTest {
    private final PlayedStore store = new PlayedStore();

    @Test
    void tellsTheNewestFirst() {
        store.until(Phase.LIVE);
        store.upgradeDue = true;
        store.failingSteps.add(Step.UPGRADE);

        store.release("2").until(Phase.FAILED);

        assertThat(store.status.history())
                .extracting(HistoryEntry::image, HistoryEntry::outcome)
                .containsExactly(
                        tuple("registry.example.com/shop/php:2", "Failed"),
                        tuple("registry.example.com/shop/php:1", "Promoted"));
        assertThat(store.status.history().get(0).promoted()).isNull();
        assertThat(store.status.history().get(1).promoted()).isNotNull();
    }

    @Test
    void doesNotTellAReleaseThatGoesOn() {
        store.until(Phase.LIVE);

        store.release("2").until(Phase.SOAKING);

        assertThat(store.status.history()).hasSize(1);
    }

    @Test
    void updatesTheOutcomeWhenALiveReleaseIsRolledBack() {
        store.until(Phase.LIVE).release("2").until(Phase.SOAKING);
        store.failingTasks.add(Task.Kind.ROUND);
        store.goOn().goOn().goOn().until(Phase.ROLLING_BACK);
        store.failingTasks.clear();

        store.until(Phase.ROLLED_BACK);

        assertThat(store.status.history().get(0).outcome()).isEqualTo("RolledBack");
        assertThat(store.status.history().get(0).promoted()).isNotNull();
    }

    @Test
    void tellsAGoingBackAsAReleaseOfItsOwnOnceItIsProven() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        store.release("1").until(Phase.ROLLING_BACK);
        assertThat(store.status.history()).hasSize(2);

        store.until(Phase.LIVE);

        assertThat(store.status.history())
                .extracting(entry -> entry.release().replaceAll(".*-", ""))
                .containsExactly("3", "2", "1");
        assertThat(store.status.history().get(0).durations()).containsKey("back-check");
    }

    @Test
    void carriesOverWhatNoSetRemembersAndKeepsTen() {
        for (int release = 1; release <= 12; release++) {
            store.release(Integer.toString(release)).until(Phase.LIVE);
        }

        assertThat(store.status.history()).hasSize(10);
        assertThat(store.status.history().get(9).release()).endsWith("-3");
        assertThat(store.sets).hasSizeLessThan(10);
    }

    @Test
    void tellsHowLongEachGateTook() {
        store.manual = true;
        store.upgradeDue = true;
        store.until(Phase.AWAITING_APPROVAL);
        store.now = store.now.plusSeconds(3_605);
        store.approve(store.status.target().release());

        store.until(Phase.LIVE);

        assertThat(store.status.history().get(0).durations())
                .containsEntry("preflight", "5s")
                .containsEntry("upgrade", "5s")
                .containsEntry("approval", "1h0m5s")
                .containsEntry("flip", "5s")
                .containsEntry("soak", "15m5s")
                .doesNotContainKeys("purge", "publish", "retain");
    }
}
