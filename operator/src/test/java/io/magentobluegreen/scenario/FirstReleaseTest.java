package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

/** A store that was never live. */
@Scenarios
class FirstReleaseTest {

    @Scenario
    void upgradesProvesAndServes(Stage stage) {
        // When
        StoreView view = stage.releases("shop/php:1");
        // Then
        assertThat(view.isIn("Live")).isTrue();
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(view.live()));
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1");
    }
}
