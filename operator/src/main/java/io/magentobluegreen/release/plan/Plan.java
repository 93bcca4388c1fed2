package io.magentobluegreen.release.plan;

import io.magentobluegreen.release.record.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do now and what to say meanwhile.
 *
 * @param message what is being waited for, in one sentence
 * @param stall why a person is needed, as the reason of the conditions; empty while things move by themselves
 * @param wake when to look again although nothing was heard
 */
public record Plan(Phase phase, String message, Optional<String> stall, List<Action> actions, Optional<Duration> wake) {
    public Plan {
        actions = List.copyOf(actions);
    }

    public static Plan act(Phase phase, String message, Action... actions) {
        return new Plan(phase, message, Optional.empty(), List.of(actions), Optional.empty());
    }

    public static Plan await(Phase phase, String message) {
        return act(phase, message);
    }

    public static Plan stalled(Phase phase, String reason, String message, Action... actions) {
        return new Plan(phase, message, Optional.of(reason), List.of(actions), Optional.empty());
    }

    public Plan waking(Duration in) {
        boolean sooner = wake.isEmpty() || in.compareTo(wake.get()) < 0;
        return sooner ? new Plan(phase, message, stall, actions, Optional.of(in)) : this;
    }

    /** The same plan with actions that come first; what would undo one of them is left for the next turn. */
    public Plan after(List<Action> first) {
        boolean undoes = actions.stream().anyMatch(action -> Written.overlaps(action, first));
        List<Action> all = new ArrayList<>(first);
        all.addAll(undoes ? List.of() : actions);
        return new Plan(phase, message, stall, all, wake);
    }

    /** The same plan with actions that come last, but for those that would undo what it does: they wait for the next turn. */
    public Plan then(List<Action> last) {
        List<Action> all = new ArrayList<>(actions);
        last.stream().filter(action -> !Written.overlaps(action, all)).forEach(all::add);
        return new Plan(phase, message, stall, all, wake);
    }
}
