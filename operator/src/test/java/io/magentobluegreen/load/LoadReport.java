package io.magentobluegreen.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a {@link Load} has seen up to now; a copy that does not change any more.
 *
 * @param sent requests that have ended, well or not; those still under way are not in it
 * @param failures the first 50 failures and the last 10, in the order they ended; {@code failed} counts all
 * @param outage from the beginning of the first failed request to the end of the last, of all failures; empty without one
 * @param releases by the value of {@code X-Magento-Release}; answers without it are under {@code ""}
 * @param timeline answers per release in each second, by the second the answer came
 * @param connections opened
 * @param maxLatency from before the connection (if the request opened one) to the answer's last byte
 * @param hitLimit the load was ended by its own limit, not by {@link Load#stop}
 */
public record LoadReport(
        long sent,
        long failed,
        List<Failure> failures,
        Optional<Outage> outage,
        Map<String, Seen> releases,
        SortedMap<Instant, Map<String, Long>> timeline,
        long connections,
        Duration maxLatency,
        boolean hitLimit) {

    /**
     * One request without an answer that a customer may see.
     *
     * @param requestsBefore how many answers this connection had given before; 0 on a new one
     */
    public record Failure(Instant begunAt, Instant failedAt, String target, int requestsBefore, String reason) {}

    /**
     * The time in which requests failed; others may have been answered meanwhile.
     *
     * @param lastBegunAt no request that was begun later has failed
     */
    public record Outage(Instant began, Instant lastBegunAt, Instant ended) {

        static Outage of(Failure first) {
            return new Outage(first.begunAt(), first.begunAt(), first.failedAt());
        }

        /** Both of them as one. */
        public Outage and(Outage other) {
            return new Outage(
                    began.isBefore(other.began) ? began : other.began,
                    lastBegunAt.isAfter(other.lastBegunAt) ? lastBegunAt : other.lastBegunAt,
                    ended.isAfter(other.ended) ? ended : other.ended);
        }

        public Duration lasted() {
            return Duration.between(began, ended);
        }
    }

    /**
     * Answers of one release.
     *
     * @param firstAnsweredAt the end of the first answer
     * @param lastBegunAt when the last request that this release answered was begun: after a flip no later new
     *     connection reached it
     */
    public record Seen(long answers, Instant firstAnsweredAt, Instant lastBegunAt) {}

    public LoadReport {
        failures = List.copyOf(failures);
        releases = Map.copyOf(releases);
        timeline = new TreeMap<>(timeline);
    }

    /** Answers that carried this release in {@code X-Magento-Release}. */
    public long answersOf(String release) {
        Seen seen = releases.get(release);
        return seen == null ? 0 : seen.answers();
    }

    /** A paragraph for a test's output or its failure message. */
    public String summary() {
        StringBuilder text = new StringBuilder("%d requests, %d failed, %d connections, slowest %d ms%s%n"
                .formatted(sent, failed, connections, maxLatency.toMillis(), hitLimit ? ", ended by its limit" : ""));
        failures.forEach(failure -> text.append("  failed: ").append(failure).append(System.lineSeparator()));
        timeline.forEach((second, answers) ->
                text.append("  ").append(second).append(' ').append(answers).append(System.lineSeparator()));
        return text.toString();
    }
}
