package io.magentobluegreen;

import io.magentobluegreen.running.LeaderLease;
import io.magentobluegreen.running.LogFormat;
import io.magentobluegreen.running.LogLevel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The operator's settings, read once from the environment. A bad value ends the start with its name and the fix.
 *
 * @param namespaces {@code WATCH_NAMESPACES}: the only namespaces to watch, separated by commas; empty: all
 * @param portForward {@code STOREFRONT_PORT_FORWARD}: {@code true} asks pods through the API server's port-forward, for an
 *     operator outside of the cluster's network; needs a right that the default role does not have
 * @param reachesServices {@code STOREFRONT_SERVICES}: whether Services' cluster addresses answer from here; default: the
 *     opposite of {@code portForward}
 * @param readsSecrets {@code READ_SECRETS}: whether Secrets are read and copied; {@code false}: stores need
 *     {@code env.snapshot: false}, and no right on Secrets is needed
 * @param workers {@code RECONCILE_THREADS}: stores that are planned for at the same time
 * @param lease {@code LEADER_ELECTION_NAMESPACE}: namespace of the Lease; empty: no leader election.
 *     {@code LEADER_ELECTION_LEASE_NAME}: its name. {@code POD_NAME}: who holds it; default: a random name
 * @param port {@code HTTP_PORT}: of metrics and probes; 0: any that is free
 * @param shutdownTimeout {@code SHUTDOWN_TIMEOUT}: how long a graceful stop may take
 * @param logging {@code LOG_FORMAT} and {@code LOG_LEVEL}
 */
public record OperatorSettings(
        Set<String> namespaces,
        boolean portForward,
        boolean reachesServices,
        boolean readsSecrets,
        int workers,
        Optional<LeaderLease.Name> lease,
        int port,
        Duration shutdownTimeout,
        Logging logging) {
    private static final int MOST_WORKERS = 256;
    private static final int USUAL_WORKERS = 16;
    private static final int LAST_PORT = 65_535;
    private static final int USUAL_PORT = 8080;
    private static final Duration USUAL_STOP = Duration.ofSeconds(20);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

    /** How it logs. */
    public record Logging(LogFormat format, LogLevel level) {}

    public static OperatorSettings from(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        boolean portForward = environment.flag("STOREFRONT_PORT_FORWARD", false);
        return new OperatorSettings(
                environment.namespaces("WATCH_NAMESPACES"),
                portForward,
                environment.flag("STOREFRONT_SERVICES", !portForward),
                environment.flag("READ_SECRETS", true),
                environment.number("RECONCILE_THREADS", 1, MOST_WORKERS, USUAL_WORKERS),
                lease(environment),
                environment.number("HTTP_PORT", 0, LAST_PORT, USUAL_PORT),
                environment.duration("SHUTDOWN_TIMEOUT", Duration.ofSeconds(1), LONGEST_STOP, USUAL_STOP),
                logging(variables));
    }

    /** First of all: the other ones may be bad, and that is logged, too. */
    static Logging logging(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new Logging(
                environment.word("LOG_FORMAT", LogFormat.class, LogFormat.TEXT),
                environment.word("LOG_LEVEL", LogLevel.class, LogLevel.INFO));
    }

    private static Optional<LeaderLease.Name> lease(Environment environment) {
        String name = environment.objectName("LEADER_ELECTION_LEASE_NAME", "magento-release-operator");
        String holder =
                environment.text("POD_NAME").orElseGet(() -> UUID.randomUUID().toString());
        return environment
                .namespace("LEADER_ELECTION_NAMESPACE")
                .map(namespace -> new LeaderLease.Name(namespace, name, holder));
    }
}
