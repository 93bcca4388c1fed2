package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.storefront.Storefront;
import io.magentobluegreen.release.seen.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What tasks reach the world by.
 *
 * @param services Services of the cluster answer from where the operator runs; not so outside the cluster's network
 * @param executor for the short reads between requests
 * @param listener counts what the checks come to
 */
public record Reach(
        KubernetesClient client,
        Storefront storefront,
        boolean services,
        Executor executor,
        Clock clock,
        CheckListener listener) {
    /** Begins on the executor after a pause, by the alarm of the storefront. */
    Executor after(Duration pause) {
        return work ->
                storefront.alarm().schedule(() -> executor.execute(work), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    Answer passed(String message, Map<String, String> facts) {
        return new Answer(Answer.State.PASSED, clock.instant(), "", message, facts);
    }

    Answer failed(String check, String message) {
        return failed(check, message, Map.of());
    }

    Answer failed(String check, String message, Map<String, String> facts) {
        return new Answer(Answer.State.FAILED, clock.instant(), check, message, facts);
    }
}
