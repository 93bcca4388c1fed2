package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person asks for by annotation. */
@Scenarios
class CommandsTest {

    @Scenario
    void flipsOnlyWhenItIsApproved(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.store().patchSpec("{\"promotion\": {\"mode\": \"Manual\"}}");
        stage.wants("shop/php:2");
        StoreView waiting = stage.awaitsPhase("AwaitingApproval");
        assertThat(waiting.message()).contains("approve=" + waiting.target());
        assertThat(waiting.liveImage()).isEqualTo("shop/php:1");
        // When
        stage.store().annotate("approve", waiting.target());
        // Then
        stage.awaits("Ready", view -> view.is("Ready") && view.liveImage().equals("shop/php:2"));
        assertThat(stage.objects().events("Approved")).isEqualTo(1);
    }

    @Scenario
    void leavesTrafficAloneWhenItIsAborted(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.store().patchSpec("{\"promotion\": {\"mode\": \"Manual\"}}");
        stage.wants("shop/php:2");
        String green = stage.awaitsPhase("AwaitingApproval").target();
        // When
        stage.store().annotate("abort", green);
        // Then
        StoreView view = stage.awaitsStalled();
        assertThat(view.phase()).isEqualTo("Aborted");
        assertThat(view.condition("Ready")).isEqualTo("False Aborted");
        assertThat(view.live()).isEqualTo(blue);
        stage.awaits("no pods of green", () -> stage.objects().replicas(green), size -> size == 0);
    }

    @Scenario
    void letsARunningUpgradeEndBeforeItAborts(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").holds("upgrade");
        stage.wants("shop/php:2");
        stage.awaits("its upgrade", () -> stage.image("shop/php:2").runs("upgrade"), runs -> runs == 1);
        stage.store().annotate("abort", stage.view().target());
        assertThat(stage.awaitsPhase("Upgrading").is("Stalled")).isFalse();
        // When
        stage.image("shop/php:2").letsGo("upgrade");
        // Then
        assertThat(stage.awaitsStalled().phase()).isEqualTo("Aborted");
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.view().liveImage()).isEqualTo("shop/php:1");
        assertThat(stage.image("shop/php:1").runs("clean-live")).isEqualTo(1);
    }

    @Scenario
    void goesBackWhenTheSoakIsAborted(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.store().patchSpec("{\"soak\": {\"duration\": \"10m\"}}");
        stage.wants("shop/php:2");
        stage.awaitsPhase("Soaking");
        // When
        stage.store().annotate("abort", stage.view().target());
        // Then
        stage.awaitsStalled();
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(blue));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
    }

    @Scenario
    void runsNoUpgradeThatSucceededAgainOnARetry(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").page("/customer/account/login/", 500);
        stage.wants("shop/php:2");
        StoreView failed = stage.awaitsStalled();
        // When
        stage.image("shop/php:2").page("/customer/account/login/", 200);
        stage.store().annotate("retry", failed.next());
        // Then
        StoreView view = stage.awaits("Ready", seen -> seen.is("Ready"));
        assertThat(view.live()).isEqualTo(failed.next());
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.image("shop/php:2").runs("preflight")).isEqualTo(2);
    }

    @Scenario
    void runsAFailedUpgradeAgainOnARetry(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.image("shop/php:2").fails("upgrade", "UpgradeFailed", "SQLSTATE");
        stage.wants("shop/php:2");
        String next = stage.awaitsStalled().next();
        // When
        stage.image("shop/php:2").passes("upgrade");
        stage.store().annotate("retry", next);
        // Then
        stage.awaits("Ready", seen -> seen.is("Ready"));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.image("shop/php:2").runs("upgrade")).isEqualTo(2);
    }

    @Scenario
    void saysOnceThatACommandNamesNothingCurrent(Stage stage) {
        // Given
        String first = stage.releases("shop/php:1").live();
        String second = stage.releases("shop/php:2").live();
        // When
        stage.store().annotate("rollback", first);
        stage.store().annotate("abort", "0123456789-7");
        // Then
        stage.awaits("its Events", () -> stage.objects().events("CommandIgnored"), events -> events == 2);
        stage.objects().stir();
        stage.store().annotate("approve", second);
        stage.awaits("another Event", () -> stage.objects().events("CommandIgnored"), events -> events == 3);
        assertThat(stage.view().live()).isEqualTo(second);
    }
}
