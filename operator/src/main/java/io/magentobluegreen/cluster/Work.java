package io.magentobluegreen.cluster;

import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.want.Problem;
import java.util.List;

/**
 * The carrying out of plans against what one observation saw. One per observation, used by one thread: it remembers what
 * it wrote, so that a second action on an object carries the version of the first one's result.
 */
public interface Work {
    /**
     * Carries actions out in order and stops at the first that fails, with its exception; a preview Service, a
     * publication or a collection that fails is only reported.
     *
     * @return what failed and was only reported, as problems
     * @throws ObservedStale when an object is no longer the one observed: nothing of that action happened, observe again
     * @throws ActionRefused when an action must not be done now; its problem is for the user
     * @throws ResourceGone when the resource is gone or terminates and takes no finalizer: stop
     */
    List<Problem> carryOut(List<Action> actions);
}
