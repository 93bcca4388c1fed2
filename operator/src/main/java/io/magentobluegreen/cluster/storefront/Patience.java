package io.magentobluegreen.cluster.storefront;

import java.time.Duration;

/**
 * How long and how often pages are asked before that counts as failed.
 *
 * @param attempts tries of one page, at least one
 * @param pause between two tries
 * @param timeout of one request
 * @param deadline of everything together
 */
public record Patience(int attempts, Duration pause, Duration timeout, Duration deadline) {
    /** Between two tries, where nothing else is said: a pod that just started gets a moment. */
    public static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    public Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("a page is asked at least once");
        }
    }

    /** One try of each page. */
    public static Patience once(Duration timeout, Duration deadline) {
        return new Patience(1, Duration.ZERO, timeout, deadline);
    }
}
