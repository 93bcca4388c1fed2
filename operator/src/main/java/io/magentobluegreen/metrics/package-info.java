/** What Prometheus is told: the families that {@code docs/metrics.md} lists, and nothing else. */
package io.magentobluegreen.metrics;
