package io.magentobluegreen.benchmark.operator;

import io.fabric8.kubernetes.client.Config;
import io.magentobluegreen.cluster.OperatorClient;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.controller.ReleaseOperator;
import io.magentobluegreen.metrics.OperatorMeters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A program: the whole operator and its meters, without leader election, until its standard input ends. Arguments: the journal's file,
 * the played storefront's port, and how many stores are planned for at the same time.
 */
public final class MeasuredOperator {
    private MeasuredOperator() {}

    public static void main(String[] arguments) throws IOException {
        RequestJournal journal = new RequestJournal(Path.of(arguments[0]));
        PlayedPods pods = new PlayedPods(new DirectTransport(), Integer.parseInt(arguments[1]));
        int workers = Integer.parseInt(arguments[2]);
        OperatorMeters meters = new OperatorMeters();
        ReleaseOperator operator = new ReleaseOperator(
                OperatorClient.of(Config.autoConfigure(null), journal, meters.apiRequests()),
                new ReleaseOperator.Setup(
                        Set.of(),
                        pods,
                        false,
                        true,
                        workers,
                        Optional.empty(),
                        Clock.systemUTC(),
                        meters.listeners(),
                        Duration.ofSeconds(1)));
        meters.watch(() -> true);
        operator.start();
        while (System.in.read() >= 0) {
            // Whoever started it holds the other end.
        }
        Runtime.getRuntime().halt(0);
    }
}
