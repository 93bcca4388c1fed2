package io.magentobluegreen.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.Observation;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.Work;
import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turn after turn of observe, plan, execute, as long as a turn changed something: the next gate is often open already.
 * Every turn plans on what it sees, and nothing is carried over from one to the next.
 */
final class Turns {
    /** More than any chain of gates that open one after the other; a longer one goes on in the next reconciliation. */
    private static final int MOST = 12;
    /** What may be refused heals without anybody telling: a name that gets free, a right that is given. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private static final Duration FORBIDDEN = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    private final Function<MagentoRelease, MagentoRelease> again;
    private final StoreCluster cluster;
    private final Clock clock;

    Turns(KubernetesClient client, StoreCluster cluster, Clock clock) {
        this(resource -> client.resource(resource).get(), cluster, clock);
    }

    /** @param again reads the resource past the cache; null when it is gone */
    Turns(Function<MagentoRelease, MagentoRelease> again, StoreCluster cluster, Clock clock) {
        this.again = again;
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * The last turn: what it saw and planned.
     *
     * @param problems what went wrong and holds nothing up
     * @param work bound to what it saw, to tell of it
     */
    record Last(Release want, Observed seen, Plan plan, List<Problem> problems, Work work) {}

    /**
     * Empty when the resource is gone: there is nobody to report to.
     *
     * @throws ObservedStale when no turn came to an end, because somebody else was faster each time: to be tried again
     */
    Optional<Last> take(MagentoRelease resource) {
        MagentoRelease current = resource;
        Last last = null;
        ObservedStale late = null;
        for (int turn = 0; turn < MOST; turn++) {
            if (current == null || !isSame(current, resource)) {
                return Optional.empty();
            }
            try {
                last = once(current);
            } catch (ObservedStale stale) {
                late = stale;
                current = again.apply(resource);
                continue;
            } catch (ResourceGone gone) {
                return Optional.empty();
            }
            if (!changes(last.plan())) {
                return Optional.of(last);
            }
            if (!last.problems().isEmpty() && isAside(last.plan())) {
                return Optional.of(later(last));
            }
            if (movesFinalizer(last.plan())) {
                current = again.apply(resource);
            }
        }
        if (last == null) {
            throw late;
        }
        return Optional.of(goingOn(last));
    }

    private static boolean isSame(MagentoRelease one, MagentoRelease other) {
        return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid());
    }

    private Last once(MagentoRelease resource) {
        Observation observation = cluster.observe(resource);
        Plan plan = ReleasePlanner.decide(observation.want(), observation.seen(), clock.instant());
        try {
            List<Problem> problems = observation.work().carryOut(plan.actions());
            return last(observation, plan, problems);
        } catch (ActionRefused refused) {
            return last(observation, stalled(plan, refused.problem(), REFUSED), List.of());
        } catch (KubernetesClientException e) {
            Problem problem = Refusal.problem(e).orElseThrow(() -> e);
            return last(observation, stalled(plan, problem, FORBIDDEN), List.of());
        }
    }

    private static Last last(Observation from, Plan plan, List<Problem> problems) {
        return new Last(from.want(), from.seen(), plan, problems, from.work());
    }

    private static Plan stalled(Plan plan, Problem problem, Duration again) {
        return new Plan(plan.phase(), problem.message(), Optional.of(problem.reason()), List.of(), Optional.of(again));
    }

    /** The next reconciliation follows at once. */
    private static Last goingOn(Last last) {
        return again(last, AT_ONCE);
    }

    /** What failed and holds nothing up would fail at once again: it is tried a while later. */
    private static Last later(Last last) {
        Duration wake =
                last.plan().wake().filter(asked -> asked.compareTo(REFUSED) < 0).orElse(REFUSED);
        return again(last, wake);
    }

    private static Last again(Last last, Duration wake) {
        Plan plan = last.plan();
        return new Last(
                last.want(),
                last.seen(),
                new Plan(plan.phase(), plan.message(), plan.stall(), List.of(), Optional.of(wake)),
                last.problems(),
                last.work());
    }

    /** Whether the plan wrote something that a gate looks at; asking and announcing are heard of when they are answered. */
    private static boolean changes(Plan plan) {
        return plan.actions().stream().anyMatch(Turns::changes);
    }

    private static boolean changes(Action action) {
        return !(action instanceof Action.Ask)
                && !(action instanceof Action.Forget)
                && !(action instanceof Action.Announce);
    }

    /** Whether all that it changes is what a failure of is only reported. */
    private static boolean isAside(Plan plan) {
        return plan.actions().stream()
                .allMatch(action -> action instanceof Action.Publish
                        || action instanceof Action.MovePreview
                        || action instanceof Action.Collect
                        || !changes(action));
    }

    private static boolean movesFinalizer(Plan plan) {
        return plan.actions().stream()
                .anyMatch(action -> action instanceof Action.AddFinalizer || action instanceof Action.RemoveFinalizer);
    }

    void forget(StoreKey store) {
        cluster.forget(store);
    }
}
