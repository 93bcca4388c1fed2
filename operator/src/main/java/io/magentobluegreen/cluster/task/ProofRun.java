package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.SetEndpoints;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.cluster.storefront.Patience;
import io.magentobluegreen.cluster.storefront.Proof;
import io.magentobluegreen.cluster.storefront.http.LiveService;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The proof of a flip: within 30 s all ready endpoints of the live Service are the set's, and at least as many as live
 * had; then ten requests through the Service, each on a new connection.
 *
 * <p>A set that was gone back to may be smaller than what it replaces: one endpoint is enough for it.
 */
final class ProofRun {
    static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Reach reach;

    ProofRun(Reach reach) {
        this.reach = reach;
    }

    /** @param reads end with the proof's time; an API server that does not answer has not shown it yet */
    CompletionStage<Answer> begin(SeenStore store, String revision, List<Pod> pods, PatientReads reads) {
        return endpoints(store, revision, needed(store, revision), reads)
                .thenCompose(wrong -> wrong.isEmpty()
                        ? requests(store, revision, pods.get(0), reads)
                        : CompletableFuture.completedFuture(reach.failed("endpoints", wrong)));
    }

    /** What live had is what the set before has, which keeps its size; a set is never asked for more than its own. */
    private static int needed(SeenStore store, String revision) {
        boolean forward = store.set(revision)
                .flatMap(Recorded::on)
                .filter(record -> !record.ended())
                .isPresent();
        int had = store.service()
                .flatMap(Recorded::on)
                .flatMap(LiveRecord::previous)
                .map(previous -> replicas(store, previous.revision(), previous.size()))
                .orElse(1);
        return forward ? Math.max(1, Math.min(had, replicas(store, revision, 1))) : 1;
    }

    private static int replicas(SeenStore store, String revision, int otherwise) {
        return store.set(revision).map(set -> set.getSpec().getReplicas()).orElse(otherwise);
    }

    /** Looks until they are as they should be, or the time is over; "" or what is wrong. */
    private CompletableFuture<String> endpoints(SeenStore store, String revision, int needed, PatientReads reads) {
        return reads.read(() -> wrong(store, revision, needed)).thenCompose(wrong -> {
            boolean over = reads.cancellation().isCancelled()
                    || !reach.clock().instant().isBefore(reads.until());
            return wrong.isEmpty() || over
                    ? CompletableFuture.completedFuture(wrong)
                    : CompletableFuture.runAsync(() -> {}, reach.after(GLANCE))
                            .thenComposeAsync(glance -> endpoints(store, revision, needed, reads), reach.executor());
        });
    }

    private String wrong(SeenStore store, String revision, int needed) {
        List<EndpointSlice> slices = reach.client()
                .resources(EndpointSlice.class)
                .inNamespace(store.namespace())
                .withLabel(SetEndpoints.SERVICE_LABEL, store.resource().liveServiceName())
                .list()
                .getItems();
        SetEndpoints endpoints = SetEndpoints.of(slices, store.name(), revision);
        if (endpoints.foreignReady() > 0) {
            return endpoints.foreignReady() + " ready endpoints of the live Service are not of " + revision;
        }
        int ready = endpoints.ready().size();
        return ready >= needed ? "" : "The live Service has " + ready + " of " + needed + " ready endpoints";
    }

    private CompletableFuture<Answer> requests(SeenStore store, String revision, Pod pod, PatientReads reads) {
        Page page = new Pages(store.resource().getSpec()).proving();
        return reads.read(() -> service(store))
                .thenCompose(service -> service.filter(live -> reach.services())
                        .map(live -> new Proof(live, pod, page, revision, patience(store, reads)))
                        .map(through -> through.begin(reach.storefront(), reads.cancellation())
                                .thenApply(this::answer))
                        .orElseGet(() -> CompletableFuture.completedFuture(reach.passed(
                                "All ready endpoints of the live Service are its own",
                                Map.of("proof", "EndpointsOnly")))));
    }

    /** The live Service, where it has an address to be asked by. */
    private Optional<LiveService> service(SeenStore store) {
        return Optional.ofNullable(reach.client()
                        .services()
                        .inNamespace(store.namespace())
                        .withName(store.resource().liveServiceName())
                        .get())
                .map(Service::getSpec)
                .filter(spec ->
                        spec.getClusterIP() != null && !spec.getClusterIP().equals("None"))
                .map(spec -> new LiveService(
                        store.namespace(),
                        store.resource().liveServiceName(),
                        spec.getClusterIP(),
                        spec.getPorts().get(0).getPort()));
    }

    private Patience patience(SeenStore store, PatientReads reads) {
        Duration left = Duration.between(reach.clock().instant(), reads.until());
        int attempts = (int) (DEADLINE.toMillis() / PAUSE.toMillis());
        return new Patience(
                attempts,
                PAUSE,
                store.resource().getSpec().verification().timeout().toDuration(),
                left.isNegative() ? Duration.ZERO : left);
    }

    private Answer answer(Proof.Result result) {
        if (result instanceof Proof.Refuted refuted) {
            return reach.failed(refuted.finding().check(), refuted.sentence());
        }
        String how = result instanceof Proof.EndpointsOnly ? "EndpointsOnly" : "Requests";
        return reach.passed(result.sentence(), Map.of("proof", how));
    }
}
