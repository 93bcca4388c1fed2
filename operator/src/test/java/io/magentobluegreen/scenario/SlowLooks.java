package io.magentobluegreen.scenario;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;

/** Holds each reconciliation up at its end: what happens meanwhile is heard while it still runs. */
record SlowLooks(Metrics framework, Duration look) implements Metrics {
    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        T done = framework.timeControllerExecution(execution);
        Thread.sleep(look.toMillis());
        return done;
    }
}
