package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.VerificationSpec;
import io.magentobluegreen.api.spec.WarmUpSpec;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.storefront.Finding;
import io.magentobluegreen.cluster.storefront.Patience;
import io.magentobluegreen.cluster.storefront.Round;
import io.magentobluegreen.cluster.storefront.Storefront;
import io.magentobluegreen.cluster.storefront.Verification;
import io.magentobluegreen.cluster.storefront.WarmUp;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Turns a task into requests of the store's pods, and what they found into an answer.
 *
 * <p>A task asks by the spec it was made with, of the pods that are ready when it begins. A set without a ready pod
 * passes nothing.
 */
final class TaskRunner {
    /** The fact on a failed round's answer that says how many of its requests failed. */
    static final String FAILED_REQUESTS = "failed";

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(60);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Reach reach;
    private final ProofRun proof;

    TaskRunner(Reach reach) {
        this.reach = reach;
        this.proof = new ProofRun(reach);
    }

    /** Begins with a read of the set and its pods: while the API server does not answer, nothing is known of the set. */
    CompletionStage<Answer> begin(SeenStore store, Task task, Cancellation cancellation) {
        MagentoReleaseSpec spec = store.resource().getSpec();
        Limit limit = new Limit(reach.clock().instant(), whole(task.kind(), spec));
        PatientReads reads = new PatientReads(reach, store.key(), limit.end(), cancellation);
        return reads.read(() -> pods(store, task))
                .thenCompose(pods -> {
                    Instant asked = reach.clock().instant();
                    return ask(store, task, pods, new Asked(limit, asked, reads))
                            .thenApply(answer -> limit.explained(answer, asked));
                })
                .exceptionally(failure -> silence(limit, failure));
    }

    /** What a task has to go by once its pods are known. */
    private record Asked(Limit limit, Instant at, PatientReads reads) {
        Duration left() {
            return limit.left(at);
        }

        Cancellation cancellation() {
            return reads.cancellation();
        }
    }

    /** A round is asked for as long as it is wanted: it has no deadline of the spec, and a failed one would count. */
    private static Duration whole(Task.Kind kind, MagentoReleaseSpec spec) {
        return switch (kind) {
            case VERIFY -> spec.verification().deadline().toDuration();
            case WARM_UP -> spec.warmUp().deadline().toDuration();
            case REWARM -> spec.warmUp().cutoverDeadline().toDuration();
            case ROUND -> FOR_EVER;
            case PROVE -> ProofRun.DEADLINE;
        };
    }

    private Answer silence(Limit limit, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof KubernetesClientException silence) {
            return reach.failed("API server", limit.unanswered(silence));
        }
        throw new CompletionException(cause);
    }

    private List<Pod> pods(SeenStore store, Task task) {
        Deployment set = reach.client()
                .resources(Deployment.class)
                .inNamespace(store.namespace())
                .withName(Names.set(store.name(), task.revision()))
                .get();
        return set == null ? List.of() : PodAddresses.ready(reach.client(), set);
    }

    private CompletionStage<Answer> ask(SeenStore store, Task task, List<Pod> pods, Asked asked) {
        if (pods.isEmpty()) {
            return CompletableFuture.completedFuture(
                    reach.failed("ready pods", "The set " + task.revision() + " has no ready pod"));
        }
        MagentoReleaseSpec spec = store.resource().getSpec();
        return switch (task.kind()) {
            case VERIFY -> verify(spec, pods, asked);
            case WARM_UP -> warmUp(spec, pods, asked);
            case REWARM -> rewarm(spec, pods, asked);
            case ROUND -> round(spec, pods, asked.cancellation());
            case PROVE -> proof.begin(store, task.revision(), pods, asked.reads());
        };
    }

    private CompletableFuture<Answer> verify(MagentoReleaseSpec spec, List<Pod> pods, Asked asked) {
        VerificationSpec wanted = spec.verification();
        Patience patience = new Patience(
                wanted.attempts(), Patience.SHORT_PAUSE, wanted.timeout().toDuration(), asked.left());
        return new Verification(pods, new Pages(spec).verified(), wanted.assets(), patience)
                .begin(storefront(), asked.cancellation())
                .thenApply(result -> result.isPassed()
                        ? reach.passed(
                                result.passed() + " of " + result.total() + " checks passed",
                                Map.of("passed", number(result.passed()), "total", number(result.total())))
                        : refuted(result));
    }

    /** With how much passed, which the report tells from these words. */
    private Answer refuted(Verification.Result result) {
        String passed = result.passed() + " of " + result.total() + " checks passed";
        return reach.failed(
                result.firstFailure().map(Finding::check).orElse(""),
                result.firstFailure()
                        .map(finding -> finding.sentence() + "; " + passed)
                        .orElse(passed));
    }

    private CompletableFuture<Answer> warmUp(MagentoReleaseSpec spec, List<Pod> pods, Asked asked) {
        WarmUpSpec wanted = spec.warmUp();
        return warm(spec, pods, new Pages(spec).sitemap(), asked).thenApply(result -> {
            String message = result.answered() + " of " + result.planned() + " pages are warm"
                    + result.firstFailure()
                            .map(finding -> "; " + finding.sentence())
                            .orElse("");
            return result.percent() >= wanted.failBelowPercent()
                    ? reach.passed(
                            message, Map.of("warm", number(result.answered()), "pages", number(result.planned())))
                    : failed(
                            result.firstFailure(),
                            message + ", and " + wanted.failBelowPercent() + " in a hundred are asked for");
        });
    }

    /** Paths that fail now would fail customers; a page that stays cold is only slow. */
    private CompletableFuture<Answer> rewarm(MagentoReleaseSpec spec, List<Pod> pods, Asked asked) {
        CompletableFuture<Answer> verified = verify(spec, pods, asked);
        return warm(spec, pods, Optional.empty(), asked).thenCombine(verified, (warm, answer) -> answer);
    }

    private CompletableFuture<WarmUp.Result> warm(
            MagentoReleaseSpec spec, List<Pod> pods, Optional<Page> sitemap, Asked asked) {
        WarmUp.Pace pace = new WarmUp.Pace(
                spec.warmUp().concurrency(), spec.verification().timeout().toDuration(), asked.left());
        return new WarmUp(pods, new Pages(spec).warmed(), sitemap, spec.warmUp().limit(), pace)
                .begin(storefront(), asked.cancellation());
    }

    private CompletableFuture<Answer> round(MagentoReleaseSpec spec, List<Pod> pods, Cancellation cancellation) {
        Duration timeout = spec.soak().timeout().toDuration();
        return new Round(pods, new Pages(spec).verified(), timeout, LONGEST_ROUND)
                .begin(storefront(), cancellation)
                .thenApply(result -> result.isPassed()
                        ? reach.passed(result.asked() + " checks passed", Map.of())
                        : reach.failed(
                                result.firstFailure().map(Finding::check).orElse(""),
                                result.firstFailure().map(Finding::sentence).orElse("A round of checks failed"),
                                Map.of(FAILED_REQUESTS, number(result.findings().size()))));
    }

    private Answer failed(Optional<Finding> finding, String otherwise) {
        return reach.failed(
                finding.map(Finding::check).orElse(""),
                finding.map(Finding::sentence).orElse(otherwise));
    }

    private Storefront storefront() {
        return reach.storefront();
    }

    private static String number(int value) {
        return Integer.toString(value);
    }
}
