package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An image that does not boot: blue serves on until the deadline of ten minutes and after it. */
@EndToEnd
@Order(EndToEnd.WAITS_LONG)
class CrashingImageTest {

    @Test
    void keepsBlueWhenGreenCrashes(Stage stage) {
        // Given
        stage.releases(1);
        stage.knobs().set("2.boot", 1);
        // When
        var view = FailedRelease.ofPatience(
                stage,
                "spec: {image: 'registry.local/store-php:2', web: {nginxImage: 'registry.local/store-nginx:2'}}");
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False StartDeadlineExceeded");
        assertThat(view.at("/message")).contains("container php");
        assertThat(stage.database().upgrades()).containsExactly(1);
    }
}
