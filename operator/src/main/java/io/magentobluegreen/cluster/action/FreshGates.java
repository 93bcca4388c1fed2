package io.magentobluegreen.cluster.action;

import io.magentobluegreen.release.plan.Action;
import java.util.Optional;

/** What a change of the selector is asked once more right before it is written, of reads past every cache. */
public interface FreshGates {
    /** Why the flip may not be written; empty when every gate is open. */
    Optional<String> closed(Action.Flip flip);

    /** Why the switch under way may not end on what was live; empty when it may. */
    Optional<String> closed(Action.EndSwitch end);
}
