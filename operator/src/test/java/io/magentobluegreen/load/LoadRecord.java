package io.magentobluegreen.load;

import io.magentobluegreen.load.LoadReport.Failure;
import io.magentobluegreen.load.LoadReport.Outage;
import io.magentobluegreen.load.LoadReport.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the threads of a {@link Load} write down what they see; safe for all of them. */
final class LoadRecord {

    private static final int FIRST_KEPT = 50;
    private static final int LAST_KEPT = 10;

    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, Seen> releases = new HashMap<>();
    private final SortedMap<Instant, Map<String, Long>> timeline = new TreeMap<>();
    private Optional<Outage> outage = Optional.empty();
    private long sent;
    private long failed;
    private long connections;
    private Duration maxLatency = Duration.ZERO;
    private boolean hitLimit;

    synchronized void connected() {
        connections++;
    }

    synchronized void answered(String release, Instant begun, Instant ended) {
        count(begun, ended);
        releases.merge(release, new Seen(1, ended, begun), LoadRecord::together);
        timeline.computeIfAbsent(ended.truncatedTo(ChronoUnit.SECONDS), second -> new TreeMap<>())
                .merge(release, 1L, Long::sum);
    }

    synchronized void failed(Failure failure) {
        count(failure.begunAt(), failure.failedAt());
        failed++;
        Outage latest = Outage.of(failure);
        outage = Optional.of(outage.map(latest::and).orElse(latest));
        failures.add(failure);
        if (failures.size() > FIRST_KEPT + LAST_KEPT) {
            failures.remove(FIRST_KEPT);
        }
    }

    synchronized void limitReached() {
        hitLimit = true;
    }

    synchronized LoadReport report() {
        SortedMap<Instant, Map<String, Long>> seconds = new TreeMap<>();
        timeline.forEach((second, answers) -> seconds.put(second, Map.copyOf(answers)));
        return new LoadReport(sent, failed, failures, outage, releases, seconds, connections, maxLatency, hitLimit);
    }

    private void count(Instant begun, Instant ended) {
        sent++;
        Duration latency = Duration.between(begun, ended);
        maxLatency = latency.compareTo(maxLatency) > 0 ? latency : maxLatency;
    }

    private static Seen together(Seen before, Seen now) {
        Instant lastBegun = before.lastBegunAt().isAfter(now.lastBegunAt()) ? before.lastBegunAt() : now.lastBegunAt();
        return new Seen(before.answers() + now.answers(), before.firstAnsweredAt(), lastBegun);
    }
}
