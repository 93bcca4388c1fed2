package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.want.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What fails beside a release reaches a person, once. */
class FailuresTest {
    private static final StoreKey STORE = new StoreKey("shop", "shop");
    private static final List<Problem> QUOTA = List.of(new Problem("ActionFailed", "Publishing failed: quota"));
    private static final Action TOLD = new Action.Announce(true, "ActionFailed", "Publishing failed: quota");

    private final Failures failures = new Failures();

    @Test
    void tellsAFailureThatLastsOnce() {
        assertThat(failures.news(STORE, QUOTA)).isEmpty();
        assertThat(failures.news(STORE, QUOTA)).containsExactly(TOLD);
        assertThat(failures.news(STORE, QUOTA)).isEmpty();
    }

    @Test
    void keepsSilentAboutWhatWasOnlyOvertaken() {
        failures.news(STORE, QUOTA);

        failures.news(STORE, List.of());

        assertThat(failures.news(STORE, QUOTA)).isEmpty();
    }

    @Test
    void tellsItAgainWhenItComesBack() {
        failures.news(STORE, QUOTA);
        failures.news(STORE, QUOTA);
        failures.news(STORE, List.of());

        failures.news(STORE, QUOTA);

        assertThat(failures.news(STORE, QUOTA)).containsExactly(TOLD);
    }
}
