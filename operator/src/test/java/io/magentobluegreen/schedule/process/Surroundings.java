package io.magentobluegreen.schedule.process;

import io.magentobluegreen.cluster.StoreCache;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.schedule.api.Gate;
import io.magentobluegreen.schedule.api.MemoryApi;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a process of the operator finds around it.
 *
 * @param off how far its machine's clock is off
 * @param way to the API server
 * @param pods the way to them
 * @param cluster what stands between the reconcilers and the cluster: nothing, unless a bug is planted there
 * @param cache the same for what the informers show
 */
public record Surroundings(
        MemoryApi api,
        Supplier<Instant> clock,
        Duration off,
        Function<OperatorProcess, Gate> way,
        Transport pods,
        UnaryOperator<StoreCluster> cluster,
        UnaryOperator<StoreCache> cache) {}
