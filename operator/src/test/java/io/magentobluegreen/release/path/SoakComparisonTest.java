package io.magentobluegreen.release.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.table.Shop;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Live fails its soak: it is left only for a set that answers a round of checks. */
class SoakComparisonTest {
    private final World failing = Shop.answering(
            Shop.operated(Happy.until(Shop.releasing(Step.FLIP), world -> Shop.standsAt(world, Shop.B, Step.SOAK))),
            Task.Kind.ROUND,
            Answer.State.FAILED);

    @Test
    void staysWhenTheSetBeforeFailsTheSameCheck() {
        assertThat(announced(comparing("page"))).isEqualTo("SharedDependency");
    }

    @Test
    void staysWhenTheSetBeforeFailsACheckOfItsOwn() {
        assertThat(announced(comparing("another page"))).isEqualTo("PreviousUnfit");
    }

    private Plan comparing(String failedCheck) {
        Task compare = failing.answers().keySet().stream()
                .filter(task -> task.subject().startsWith("compare "))
                .findFirst()
                .orElseThrow();
        Answer failed = new Answer(Answer.State.FAILED, World.LONG_AGO, failedCheck, "it fails", Map.of());
        return Operator.in(Shop.change(failing, builder -> builder.answers.put(compare, failed)))
                .plan();
    }

    private static String announced(Plan plan) {
        assertThat(plan.actions()).noneMatch(action -> action instanceof Action.WriteRecord);
        return plan.actions().stream()
                .filter(Action.Announce.class::isInstance)
                .map(action -> ((Action.Announce) action).reason())
                .findFirst()
                .orElse("");
    }
}
