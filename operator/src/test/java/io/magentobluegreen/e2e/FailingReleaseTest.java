package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever fails before the cutover: blue serves on, and customers see nothing. */
@EndToEnd
class FailingReleaseTest {

    private static final String RELEASE_2 =
            "spec: {image: 'registry.local/store-php:2', web: {nginxImage: 'registry.local/store-nginx:2'}}";

    @Test
    void keepsBlueWhenPreflightFails(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs()
                .set(
                        "2.module-config-status.text",
                        "The modules configuration in the 'app/etc/config.php' file is outdated.");
        stage.knobs().set("2.module-config-status.exit", 1);
        // When
        var view = FailedRelease.of(stage, RELEASE_2);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False ModulesOutdated");
        assertThat(stage.database().upgrades()).containsExactly(1);
    }

    @Test
    void keepsBlueWhenUpgradeFails(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs().set("2.setup-upgrade.text", "SQLSTATE[42S21]: Column already exists: 1060 Duplicate column name");
        stage.knobs().set("2.setup-upgrade.exit", 1);
        // When
        var view = FailedRelease.of(stage, RELEASE_2);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False UpgradeFailed");
        assertThat(view.at("/upgrade/error")).contains("Duplicate column name");
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(stage.database().runs("cache:clean db_ddl")).anyMatch(run -> run.release() == 1);
    }

    @Test
    void keepsBlueWhenAPageFails(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs().set("2.login.status", 500);
        // When
        var view = FailedRelease.of(stage, RELEASE_2);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False VerificationFailed");
        assertThat(view.at("/verification/lastFailure")).contains("/customer/account/login/");
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
    }

    @Test
    void runsNoSecondUpgradeWhenAFailedReleaseIsRetried(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs().set("2.login.status", 500);
        var failed = FailedRelease.of(stage, RELEASE_2);
        stage.knobs().clear("2.login.status");
        // When
        stage.store().command("retry", failed.next());
        // Then
        stage.awaitsCondition("Ready");
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void runsAFailedUpgradeAgainWhenItIsRetried(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs().set("2.setup-upgrade.exit", 1);
        var failed = FailedRelease.of(stage, RELEASE_2);
        stage.knobs().clear("2.setup-upgrade.exit");
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.store().command("retry", failed.next());
            // Then
            stage.awaitsCondition("Ready");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }
}
