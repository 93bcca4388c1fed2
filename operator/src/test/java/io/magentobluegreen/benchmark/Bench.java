package io.magentobluegreen.benchmark;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.benchmark.cluster.Now;
import io.magentobluegreen.benchmark.cluster.OperatorProcess;
import io.magentobluegreen.benchmark.cluster.PlayedNode;
import io.magentobluegreen.benchmark.cluster.PlayedStorefront;
import io.magentobluegreen.benchmark.measure.Report;
import io.magentobluegreen.benchmark.measure.Request;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * What every part measures with.
 *
 * @param prefix of all namespaces that are made
 * @param limit of one part
 */
record Bench(
        KubernetesClient client,
        PlayedNode node,
        PlayedStorefront storefront,
        OperatorProcess.Setup operator,
        String prefix,
        Duration limit,
        Report report) {
    private static final long QUIET_MICROS = 1_500_000;

    OperatorProcess start() {
        return OperatorProcess.measured(operator, storefront.port());
    }

    /** Waits until this operator has written nothing for a while. */
    void awaitQuiet(OperatorProcess process) {
        Awaitility.await("an operator that writes nothing")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .atMost(limit)
                .until(() -> lastWrite(process) < Now.micros() - QUIET_MICROS);
    }

    private static long lastWrite(OperatorProcess process) {
        return process.requests().stream()
                .filter(Request::isWrite)
                .map(Request::end)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }

    /** What this operator asked for single stores since that moment. */
    static List<Request> since(OperatorProcess process, long micros) {
        return process.requests().stream()
                .filter(request -> request.begin() >= micros && request.isOfStore())
                .toList();
    }

    static String image(int number, boolean upgrade) {
        return "registry.example.com/shop/php:" + number + (upgrade ? "-upgrade" : "");
    }
}
