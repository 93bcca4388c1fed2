package io.magentobluegreen.schedule.bug;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.GuardObservation;
import io.magentobluegreen.cluster.Observation;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.schedule.api.ApiAnswer;
import io.magentobluegreen.schedule.api.ApiRequest;
import io.magentobluegreen.schedule.api.Gate;
import io.magentobluegreen.schedule.world.Seams;
import io.magentobluegreen.schedule.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The places where a bug is planted: what is seen, what is done, what is sent. */
final class Bug {
    /** Who writes in the place of the process. */
    private static final String WRITER = "operator-with-a-bug";

    private Bug() {}

    /** It plans for what it sees, and sees something else. */
    static Seams sees(UnaryOperator<Observation> bug) {
        return new Seams() {
            @Override
            public StoreCluster cluster(World world, StoreCluster sound) {
                return new Other(sound) {
                    @Override
                    public Observation observe(MagentoRelease resource) {
                        return bug.apply(super.observe(resource));
                    }
                };
            }
        };
    }

    /** Something in the cluster is seen as something else. */
    static Seams seesCluster(UnaryOperator<Observed> bug) {
        return sees(sound -> new Observation(sound.want(), bug.apply(sound.seen()), sound.work()));
    }

    /** What is done instead of a plan's actions. */
    interface Deed {
        List<Action> instead(Observation seen, List<Action> actions);
    }

    static Seams does(Deed bug) {
        return sees(sound -> new Observation(
                sound.want(), sound.seen(), actions -> sound.work().carryOut(bug.instead(sound, actions))));
    }

    /** Actions of this kind are forgotten. */
    static Seams forgets(Predicate<Action> forgotten) {
        return does(
                (seen, actions) -> actions.stream().filter(forgotten.negate()).toList());
    }

    /** The guard does something else. */
    static Seams guards(Function<GuardObservation, UnaryOperator<List<Action>>> bug) {
        return new Seams() {
            @Override
            public StoreCluster cluster(World world, StoreCluster sound) {
                return new Other(sound) {
                    @Override
                    public GuardObservation observeGuard(MagentoRelease resource, Optional<Service> deleted) {
                        GuardObservation seen = super.observeGuard(resource, deleted);
                        return new GuardObservation(
                                seen.seen(),
                                actions -> seen.work().carryOut(bug.apply(seen).apply(actions)));
                    }
                };
            }
        };
    }

    /** What is asked of the API server is something else. */
    static Seams asks(Predicate<ApiRequest> which, UnaryOperator<ApiRequest> bug) {
        return new Seams() {
            @Override
            public Gate way(World world, Gate sound) {
                return (request, carryOut) -> sound.pass(
                        request, which.test(request) ? () -> world.api().answer(WRITER, bug.apply(request)) : carryOut);
            }
        };
    }

    /** What the API server answers is something else. */
    interface Hearing {
        ApiAnswer instead(World world, ApiRequest request, ApiAnswer sound);
    }

    static Seams hears(Hearing bug) {
        return new Seams() {
            @Override
            public Gate way(World world, Gate sound) {
                return (request, carryOut) -> bug.instead(world, request, sound.pass(request, carryOut));
            }
        };
    }

    /** Another process's request, without chance. */
    static ApiAnswer again(World world, ApiRequest request) {
        return world.api().answer(WRITER, request);
    }

    /** Hands on what it is asked. */
    private static class Other implements StoreCluster {
        private final StoreCluster sound;

        Other(StoreCluster sound) {
            this.sound = sound;
        }

        @Override
        public Observation observe(MagentoRelease resource) {
            return sound.observe(resource);
        }

        @Override
        public GuardObservation observeGuard(MagentoRelease resource, Optional<Service> deleted) {
            return sound.observeGuard(resource, deleted);
        }

        @Override
        public void forget(StoreKey store) {
            sound.forget(store);
        }
    }
}
