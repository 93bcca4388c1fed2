package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.load.LoadReport;
import io.magentobluegreen.load.LoadReport.Failure;
import io.magentobluegreen.load.LoadReport.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What customers saw of a fault that kills all that serves.
 *
 * @param sent    requests with an end
 * @param failed  of them
 * @param outage  empty when none has failed
 * @param samples the first failures of each kind of load, and its last
 */
record FaultReport(long sent, long failed, Optional<Outage> outage, List<Failure> samples) {

    /** Of a load that has ended. */
    static FaultReport of(StoreLoad load) {
        var loads = List.of(load.strangers(), load.regulars());
        return new FaultReport(
                load.sent(),
                loads.stream().mapToLong(LoadReport::failed).sum(),
                loads.stream().flatMap(report -> report.outage().stream()).reduce(Outage::and),
                loads.stream().flatMap(report -> report.failures().stream()).toList());
    }

    /** How long requests failed: from the first one's beginning to the last one's end. */
    Duration lasted() {
        return outage.map(Outage::lasted).orElse(Duration.ZERO);
    }

    FaultReport print(String fault) {
        LoggerFactory.getLogger(FaultReport.class)
                .info("{}: {} of {} requests failed, for {} ms", fault, failed, sent, lasted().toMillis());
        return this;
    }

    FaultReport lastedAtMost(Duration limit) {
        assertThat(lasted()).as(samples.toString()).isLessThanOrEqualTo(limit);
        return this;
    }

    /** No request that was begun later has failed. */
    void spared(Instant later) {
        assertThat(outage.map(Outage::lastBegunAt).orElse(Instant.MIN))
                .as(() -> "failures begun after " + later + ": "
                        + samples.stream()
                                .filter(failure -> !failure.begunAt().isBefore(later))
                                .toList())
                .isBefore(later);
    }
}
