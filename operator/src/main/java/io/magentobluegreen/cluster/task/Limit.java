package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.release.seen.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a task may take, reads of the API server included.
 *
 * @param begun when the task began
 * @param whole as the spec says
 */
record Limit(Instant begun, Duration whole) {
    Instant end() {
        return begun.plus(whole);
    }

    /** What is left of it for requests; whole seconds are taken off, so that it is spoken of as it was written. */
    Duration left(Instant now) {
        Duration left = whole.minus(lost(now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What did not come about is told together with what kept it from that. */
    Answer explained(Answer answer, Instant asked) {
        Duration lost = lost(asked);
        return answer.failed() && !lost.isZero()
                ? new Answer(
                        answer.state(),
                        answer.at(),
                        answer.failedCheck(),
                        answer.message() + "; for " + lost.toSeconds() + " s before, the API server did not answer",
                        answer.facts())
                : answer;
    }

    /** Why nothing was asked at all. */
    String unanswered(KubernetesClientException last) {
        String how = last.getCode() > 0 ? ", last with the status " + last.getCode() : "";
        return "The API server did not answer within " + whole.toSeconds() + " s" + how
                + ", so nothing could be checked";
    }

    private Duration lost(Instant now) {
        return Duration.between(begun, now).truncatedTo(ChronoUnit.SECONDS);
    }
}
