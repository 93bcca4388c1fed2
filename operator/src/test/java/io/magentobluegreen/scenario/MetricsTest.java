package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted of whole releases. */
@Scenarios
class MetricsTest {

    @Scenario
    void countReleasesAndTheWayBack(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.releases("shop/php:2");
        // When
        stage.releases("shop/php:1");
        // Then
        String metrics = stage.awaits(
                "its metrics",
                stage.operators()::metrics,
                seen -> seen.contains("flips_total{direction=\"back\"} 1.0"));
        assertThat(metrics)
                .contains("magento_release_flips_total{direction=\"forward\"} 2.0")
                .contains("magento_release_rollbacks_total{trigger=\"asked\"} 1.0")
                .contains("magento_release_rollbacks_total{trigger=\"automatic\"} 0.0")
                .contains("magento_release_duration_seconds_count{kind=\"release\",outcome=\"Promoted\"} 2")
                .contains("magento_release_duration_seconds_count{kind=\"rollback\",outcome=\"Promoted\"} 1")
                .contains("magento_release_step_duration_seconds_count{step=\"upgrade\"} 2")
                .contains("magento_release_checks_total{check=\"verify\",result=\"passed\"} 2.0")
                .contains("magento_release_stores{phase=\"Live\"} 1.0");
    }

    @Scenario
    void forgetADeletedStore(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        stage.mayLose(Long.MAX_VALUE);
        assertThat(stage.operators().metrics()).contains("name=\"shop\"");
        // When
        stage.store().delete();
        // Then
        stage.awaits("no series of it", stage.operators()::metrics, seen -> !seen.contains("name=\"shop\""));
    }

    @Scenario
    void countNothingTwiceAfterARestart(Stage stage) {
        // Given
        stage.releases("shop/php:1");
        // When
        stage.operators().stop();
        stage.operators().start();
        // Then
        String metrics = stage.awaits(
                "its metrics", stage.operators()::metrics, seen -> seen.contains("stores{phase=\"Live\"} 1.0"));
        assertThat(metrics)
                .contains("magento_release_flips_total{direction=\"forward\"} 0.0")
                .contains("magento_release_duration_seconds_count{kind=\"release\",outcome=\"Promoted\"} 0");
    }
}
