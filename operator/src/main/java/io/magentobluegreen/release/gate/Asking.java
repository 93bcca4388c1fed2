package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.Task;
import java.util.function.Function;

/** A step that is passed by a task's answer. */
public final class Asking {
    private Asking() {}

    public static Plan plan(
            Turn turn, Task task, Plan waiting, Function<Answer, Plan> passed, Function<Answer, Plan> failed) {
        Answer answer = turn.seen().answer(task).orElse(null);
        if (answer == null) {
            return waiting.then(java.util.List.of(new Action.Ask(task)));
        }
        return switch (answer.state()) {
            case RUNNING -> waiting;
            case PASSED -> passed.apply(answer);
            case FAILED -> failed.apply(answer);
        };
    }
}
