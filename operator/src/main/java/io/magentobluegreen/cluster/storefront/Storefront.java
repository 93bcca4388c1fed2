package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The way to the pods of all stores, with the clock and the alarm by which answers are awaited. One per process.
 *
 * @param transport how pods are reached
 * @param alarm for timeouts and pauses only: nothing that takes time runs on it
 */
public record Storefront(Transport transport, ScheduledExecutorService alarm, Clock clock) {

    Asker asker(Transport.Lane lane, Patience patience, Cancellation cancellation) {
        return new Asker(this, lane, patience, clock.instant().plus(patience.deadline()), cancellation);
    }
}
