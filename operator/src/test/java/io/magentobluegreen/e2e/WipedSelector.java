package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * A live Service whose selector somebody has just changed, while a leader runs.
 *
 * @param selector what was there before
 * @param wiped    when it was changed
 */
record WipedSelector(Stage stage, Map<String, String> selector, Instant wiped) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** With no selector left. */
    static WipedSelector of(Stage stage) {
        return by(stage, service -> service.getSpec().setSelector(null));
    }

    static WipedSelector by(Stage stage, Consumer<Service> change) {
        var before = stage.liveService().getSpec().getSelector();
        stage.edits(change);
        return new WipedSelector(stage, before, Instant.now());
    }

    /** Waits until it selects again what it did, and prints how long that took; 5 s at most. */
    void isRestored() {
        isRestoredWithin(LIMIT);
    }

    void isRestoredWithin(Duration limit) {
        await("the selector")
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() ->
                        assertThat(stage.liveService().getSpec().getSelector()).isEqualTo(selector));
        var took = Duration.between(wiped, Instant.now());
        LoggerFactory.getLogger(WipedSelector.class).info("a changed selector was restored in {} ms", took.toMillis());
    }
}
