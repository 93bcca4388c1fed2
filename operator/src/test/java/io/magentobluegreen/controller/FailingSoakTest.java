package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.seen.Task;
import org.junit.jupiter.api.Test;

/** Live fails its checks while it soaks. */
class FailingSoakTest {
    private static final int A_FEW_MINUTES = 30;

    private final PlayedStore store = new PlayedStore();

    @Test
    void goesBackWhereTheSetBeforeLiveDoesBetter() {
        soaks();

        store.failingTasks.add(Task.Kind.ROUND);

        store.until(Phase.ROLLED_BACK);
        assertThat(store.status.live().image()).endsWith(":1");
    }

    @Test
    void staysWhileBothFailTheSameCheck() {
        soaks();
        store.passingSubjects.clear();

        store.failingTasks.add(Task.Kind.ROUND);
        goesOn();

        assertThat(store.plan.phase()).isEqualTo(Phase.SOAKING);
        assertThat(store.announced)
                .filteredOn(said -> said.reason().equals("SharedDependency"))
                .isNotEmpty()
                .allMatch(said -> said.message().endsWith("so nothing is switched: page"));
    }

    @Test
    void staysWhenWhatBothDependOnComesBackBetweenTheLooksAtBoth() {
        soaks();
        store.passingSubjects.add("again ");

        store.failingTasks.add(Task.Kind.ROUND);
        goesOn();

        assertThat(store.plan.phase()).isEqualTo(Phase.SOAKING);
    }

    @Test
    void judgesANewFailureByNoAnswerOfAnEarlierOne() {
        soaks();
        store.passingSubjects.clear();
        store.failingTasks.add(Task.Kind.ROUND);
        goesOn();
        store.failingTasks.clear();

        store.goOn().reconcile().goOn().reconcile();

        assertThat(store.answers.keySet()).noneMatch(FailingSoakTest::comparesSets);
    }

    private void soaks() {
        store.until(Phase.LIVE).release("2").until(Phase.SOAKING);
    }

    private void goesOn() {
        for (int turn = 0; turn < A_FEW_MINUTES; turn++) {
            store.goOn().reconcile();
        }
    }

    private static boolean comparesSets(Task task) {
        return task.subject().startsWith("compare ") || task.subject().startsWith("again ");
    }
}
