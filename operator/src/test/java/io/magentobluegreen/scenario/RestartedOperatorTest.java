package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.simulation.store.ImageScript;

/** An operator of an older version that ends in a phase, and one of now that carries on with what that one made. */
@Scenarios
class RestartedOperatorTest {

    @Scenario
    void carriesOnWithThePreflight(Stage stage) {
        // Given
        whileHeld(stage, "preflight", "Preparing");
        // Then
        endsWithTheSetOfBefore(stage);
    }

    @Scenario
    void carriesOnWithTheStart(Stage stage) {
        // Given
        stage.isRunByAnOlderVersion();
        stage.releases("shop/php:1");
        stage.image("shop/php:2").starts(ImageScript.Start.STAYS_UNREADY);
        stage.wants("shop/php:2");
        stage.awaitsPhase("Starting");
        // When
        stage.operators().stop();
        stage.image("shop/php:2").starts(ImageScript.Start.GETS_READY);
        stage.operators().start();
        // Then
        endsWithTheSetOfBefore(stage);
    }

    @Scenario
    void carriesOnWithTheUpgrade(Stage stage) {
        // Given
        whileHeld(stage, "upgrade", "Upgrading");
        // Then
        endsWithTheSetOfBefore(stage);
        assertThat(stage.image("shop/php:2").runs("upgrade")).isEqualTo(1);
    }

    @Scenario
    void carriesOnWithTheCleaning(Stage stage) {
        // Given
        whileHeld(stage, "clean", "Upgrading");
        // Then
        endsWithTheSetOfBefore(stage);
    }

    @Scenario
    void verifiesAgain(Stage stage) {
        // Given
        stage.isRunByAnOlderVersion();
        stage.releases("shop/php:1");
        stage.image("shop/php:2").hangs("/customer/account/login/");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Verifying");
        // When
        stage.operators().stop();
        stage.image("shop/php:2").answers("/customer/account/login/");
        stage.operators().start();
        // Then
        endsWithTheSetOfBefore(stage);
    }

    @Scenario
    void goesOnWaitingForAnApproval(Stage stage) {
        // Given
        stage.isRunByAnOlderVersion();
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"promotion\": {\"mode\": \"Manual\"}}");
        stage.wants("shop/php:2");
        String green = stage.awaitsPhase("AwaitingApproval").target();
        // When
        stage.operators().stop();
        stage.store().annotate("approve", green);
        stage.operators().start();
        // Then
        endsWithTheSetOfBefore(stage);
    }

    @Scenario
    void carriesOnWithTheCutover(Stage stage) {
        // Given
        whileHeld(stage, "cutover-clean", "Promoting");
        // Then
        endsWithTheSetOfBefore(stage);
    }

    @Scenario
    void soaksAnew(Stage stage) {
        // Given
        stage.isRunByAnOlderVersion();
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"soak\": {\"duration\": \"6s\"}}");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Soaking");
        // When
        stage.operators().stop();
        stage.operators().start();
        // Then
        endsWithTheSetOfBefore(stage);
    }

    @Scenario
    void restoresAtItsStartWhatWasChangedWhileNoneRan(Stage stage) {
        // Given
        String live = stage.releases("shop/php:1").live();
        stage.mayLose(Long.MAX_VALUE);
        stage.operators().stop();
        stage.objects().deleteService();
        // When
        stage.operators().start();
        // Then
        stage.awaits("the Service", stage.objects()::selected, StoreView.revisionOf(live)::equals);
    }

    @Scenario
    void sharesTheWorkWithASecondOneByMistake(Stage stage) {
        // Given
        stage.operators().start();
        stage.releases("shop/php:1");
        // When
        stage.releases("shop/php:2");
        // Then
        assertThat(stage.image("shop/php:2").runs("upgrade")).isEqualTo(1);
        endsAsIfNothingHadHappened(stage);
    }

    /** Releases the second image up to this Job, and goes on with another operator. */
    private static void whileHeld(Stage stage, String step, String phase) {
        stage.isRunByAnOlderVersion();
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds(step);
        stage.wants("shop/php:2");
        stage.awaitsPhase(phase);
        stage.awaits("its " + step, () -> stage.image("shop/php:2").runs(step), runs -> runs == 1);
        stage.operators().stop();
        stage.image("shop/php:2").letsGo(step);
        stage.operators().start();
    }

    /** The set is the one that the older version had made. */
    private static void endsWithTheSetOfBefore(Stage stage) {
        String live = endsAsIfNothingHadHappened(stage);
        assertThat(stage.madeByAnOlderVersion(live)).isTrue();
        assertThat(stage.objects().revisions()).hasSize(2);
    }

    private static String endsAsIfNothingHadHappened(Stage stage) {
        StoreView view = stage.awaits(
                "Ready", seen -> seen.is("Ready") && seen.liveImage().equals("shop/php:2"));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(view.live()));
        return view.live();
    }
}
