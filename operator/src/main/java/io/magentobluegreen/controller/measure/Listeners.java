package io.magentobluegreen.controller.measure;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.magentobluegreen.cluster.task.CheckListener;

/**
 * Whoever counts what the operator does.
 *
 * @param framework counts reconciliations
 */
public record Listeners(ReleaseListener releases, CheckListener checks, Metrics framework) {
    /** Nothing is counted, as in tests. */
    public static final Listeners NONE = new Listeners(ReleaseListener.NONE, CheckListener.NONE, Metrics.NOOP);
}
