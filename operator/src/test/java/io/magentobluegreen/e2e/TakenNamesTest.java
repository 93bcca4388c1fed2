package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Objects of the names that a store needs, made by somebody else: never written, named one after the other until none is left. */
@EndToEnd
class TakenNamesTest {

    @Test
    void changesNothingWhileAnyNameIsTaken(Stage stage) {
        // Given
        stage.store().with("spec: {paused: true}").release(1);
        var taken = TakenNames.of(stage);
        taken.makeAll();
        var before = Inventory.settled(stage);
        // When
        stage.store().apply("spec: {paused: false}");
        // Then
        for (var left = before; !taken.isEmpty(); ) {
            var view = stage.awaits(
                    "a refusal that names one of " + left.names(),
                    seen -> isTaken(seen) && taken.isNamedIn(seen.at("/message")));
            assertThat(view.condition("Ready")).isEqualTo("False NameTaken");
            assertThat(Inventory.settled(stage)).isEqualTo(left);
            left = left.without(taken.deleteNamedIn(view.at("/message")));
        }
        stage.awaitsCondition("Ready");
        assertThat(stage.database().upgrades()).containsExactly(1);
    }

    @Test
    void leavesSomebodyElsesJobAlone(Stage stage) {
        // Given
        stage.store().with("spec: {paused: true}").release(1);
        var job = TakenNames.of(stage).makeJob("preflight");
        // When
        stage.store().apply("spec: {paused: false}");
        // Then
        var view = stage.awaits("the refusal", TakenNamesTest::isTaken);
        assertThat(view.at("/message")).contains("Job " + job.getMetadata().getName());
        var now = stage.client().resource(job).get();
        assertThat(now.getMetadata().getLabels()).isEqualTo(job.getMetadata().getLabels());
        assertThat(now.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(now.getSpec()).isEqualTo(job.getSpec());
        assertThat(stage.database().runs("")).isEmpty();
        // When
        stage.client().resource(job).delete();
        // Then
        stage.awaitsCondition("Ready");
    }

    private static boolean isTaken(ReleaseView view) {
        return view.is("Stalled") && view.condition("Stalled").equals("True NameTaken");
    }
}
