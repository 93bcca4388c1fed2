package io.magentobluegreen.release.plan;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Which objects an action writes. Within a plan a second write carries the version of the first one's result and what was
 * observed before both: two actions that were planned apart must not write one object, or the second undoes the first.
 */
public final class Written {
    private static final String SERVICE = "service";

    private Written() {}

    public static Set<String> by(Action action) {
        if (action instanceof Action.Flip flip) {
            return Set.of(SERVICE, set(flip.to()));
        }
        if (action instanceof Action.WriteLedger) {
            return Set.of("ledger");
        }
        return isOfService(action) ? Set.of(SERVICE) : setBy(action);
    }

    private static boolean isOfService(Action action) {
        return action instanceof Action.CreateService
                || action instanceof Action.WriteLive
                || action instanceof Action.RestoreSelector
                || action instanceof Action.EndSwitch
                || action instanceof Action.AdoptService
                || action instanceof Action.RecreateService;
    }

    private static Set<String> setBy(Action action) {
        if (action instanceof Action.MakeSet made) {
            return Set.of(set(made.record().release().revision()));
        }
        if (action instanceof Action.WriteRecord written) {
            return Set.of(set(written.revision()));
        }
        if (action instanceof Action.Scale scaled) {
            return Set.of(set(scaled.revision()));
        }
        if (action instanceof Action.Collect collected) {
            return Set.of(set(collected.revision()));
        }
        if (action instanceof Action.RunJob run) {
            return Set.of(set(run.on()));
        }
        return action instanceof Action.RebuildSet rebuilt
                ? Set.of(set(rebuilt.slot().revision()))
                : Set.of();
    }

    private static String set(String revision) {
        return "set " + revision;
    }

    static boolean overlaps(Action action, List<Action> others) {
        return others.stream().anyMatch(other -> !Collections.disjoint(by(other), by(action)));
    }
}
