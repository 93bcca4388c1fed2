package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.observe.Ahead;
import io.magentobluegreen.cluster.store.KubernetesStoreCluster;
import io.magentobluegreen.cluster.storefront.Storefront;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.cluster.storefront.task.StorefrontTasks;
import io.magentobluegreen.cluster.task.Reach;
import io.magentobluegreen.cluster.task.TaskBook;
import io.magentobluegreen.controller.measure.Listeners;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole operator: both controllers, what they watch and what they ask, put together. */
public final class ReleaseOperator implements AutoCloseable {
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(5);
    private static final int FIRST_RETRY_MILLIS = 200;
    private static final int READS_OF_A_LOOK = 7;
    private static final int LAST_RETRY_MILLIS = 60_000;

    private final KubernetesClient client;
    private final Setup setup;
    private final StoreInformers informers;
    private final WakeUps<MagentoRelease> stores = new WakeUps<>("store-changed", this::later);
    private final WakeUps<Service> guarded = new WakeUps<>("guarded-store-changed", this::later);
    private final ExecutorService requests;
    private final ExecutorService reads;
    private final ScheduledExecutorService alarm;
    private final TaskBook tasks;
    private final Operator operator;

    /**
     * How it runs.
     *
     * @param namespaces the only ones to watch; empty: all
     * @param reachesServices cluster addresses of Services answer from here
     * @param readsSecrets Secrets may be read; otherwise stores need {@code env.snapshot: false}
     * @param workers stores that are planned for at the same time
     * @param election empty: there is one operator, as in tests
     * @param termination how long reconciliations that run may go on when it is closed
     */
    public record Setup(
            Set<String> namespaces,
            Transport transport,
            boolean reachesServices,
            boolean readsSecrets,
            int workers,
            Optional<LeaderElectionConfiguration> election,
            Clock clock,
            Listeners listeners,
            Duration termination) {
        private static final Duration USUAL_TERMINATION = Duration.ofSeconds(10);

        /** Nobody counts, and it ends in ten seconds. */
        public Setup(
                Set<String> namespaces,
                Transport transport,
                boolean reachesServices,
                int workers,
                Optional<LeaderElectionConfiguration> election,
                Clock clock) {
            this(
                    namespaces,
                    transport,
                    reachesServices,
                    true,
                    workers,
                    election,
                    clock,
                    Listeners.NONE,
                    USUAL_TERMINATION);
        }
    }

    public ReleaseOperator(KubernetesClient client, Setup setup) {
        this.client = client;
        this.setup = setup;
        this.informers = new StoreInformers(client, setup.namespaces());
        this.requests = Executors.newFixedThreadPool(setup.workers(), ReleaseOperator::daemon);
        this.reads = reads(setup.workers());
        this.alarm = Executors.newScheduledThreadPool(1, ReleaseOperator::daemon);
        Storefront storefront = new Storefront(setup.transport(), alarm, setup.clock());
        Reach reach = new Reach(
                client,
                storefront,
                setup.reachesServices(),
                requests,
                setup.clock(),
                setup.listeners().checks());
        this.tasks = new TaskBook(reach, StorefrontTasks.Bounds.USUAL, requests, this::wake);
        this.operator = new Operator(this::configure);
        KubernetesStoreCluster cluster = new KubernetesStoreCluster(
                client, informers, tasks, new Ahead(reads), setup.readsSecrets(), setup.clock());
        register(cluster);
        informers.listen(this::wake);
        informers.listenToServing(this::wakeGuard);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "storefront");
        thread.setDaemon(true);
        return thread;
    }

    /** A read for which no thread is free is made by the one that asks, also when this is closed. */
    private static ExecutorService reads(int workers) {
        return new ThreadPoolExecutor(
                0,
                workers * READS_OF_A_LOOK,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                ReleaseOperator::daemon,
                (read, pool) -> read.run());
    }

    private void configure(ConfigurationServiceOverrider configuration) {
        configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(setup.workers())
                .withReconciliationTerminationTimeout(setup.termination())
                .withMetrics(setup.listeners().framework())
                .withUseSSAToPatchPrimaryResource(false)
                .withStopOnInformerErrorDuringStartup(true);
        setup.election().ifPresent(configuration::withLeaderElectionConfiguration);
    }

    private void register(KubernetesStoreCluster cluster) {
        Turns turns = new Turns(client, cluster, setup.clock());
        Reporter reporter = new Reporter(client, setup.listeners().releases());
        operator.register(
                new MagentoReleaseReconciler(turns, reporter, stores, setup.clock()), this::configureReleases);
        operator.register(new ServiceGuard(client, cluster, guarded, setup.clock()), this::configure);
    }

    private void configureReleases(ControllerConfigurationOverrider<MagentoRelease> configuration) {
        configure(configuration);
        configuration.withOnUpdateFilter(new StoreChanged());
    }

    private void configure(ControllerConfigurationOverrider<?> configuration) {
        configuration
                .withRetry(new GenericRetry()
                        .setInitialInterval(FIRST_RETRY_MILLIS)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(LAST_RETRY_MILLIS)
                        .withoutMaxAttempts())
                .withReconciliationMaxInterval(MAX_INTERVAL);
        if (setup.namespaces().isEmpty()) {
            configuration.watchingAllNamespaces();
        } else {
            configuration.settingNamespaces(setup.namespaces());
        }
    }

    private void later(Runnable work, Duration in) {
        try {
            alarm.schedule(work, in.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // It was closed meanwhile, and nobody looks at anything any more.
        }
    }

    private void wakeGuard(StoreKey store) {
        informers.services(store).stream()
                .filter(service ->
                        Services.LIVE.equals(service.getMetadata().getLabels().get(Labels.SERVICE)))
                .forEach(service ->
                        guarded.wake(store.namespace(), service.getMetadata().getName()));
    }

    private void wake(StoreKey store) {
        stores.wake(store.namespace(), store.name());
    }

    /** Lists everything, then begins; with leader election it begins when it leads. */
    public void start() {
        informers.start();
        operator.start();
    }

    /** What is watched and whose watch is not up at this moment; nothing is known of it before the start. */
    public List<String> unhealthy() {
        Stream<String> ofControllers = operator.getRuntimeInfo().unhealthyEventSources().entrySet().stream()
                .flatMap(of -> of.getValue().keySet().stream().map(source -> of.getKey() + "/" + source));
        return Stream.concat(informers.unhealthy().stream(), ofControllers)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        operator.stop();
        informers.close();
        tasks.close();
        requests.shutdownNow();
        reads.shutdownNow();
        alarm.shutdownNow();
    }
}
