package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An image that does not exist: blue serves on until the deadline of ten minutes and after it. */
@EndToEnd
@Order(EndToEnd.WAITS_LONG)
class MissingImageTest {

    @Test
    void keepsBlueWhenTheImageDoesNotExist(Stage stage) {
        // Given
        stage.releases(1);
        // When
        var view = FailedRelease.ofPatience(stage, "spec: {image: 'registry.local/store-php:none'}");
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False JobNotStarted");
        assertThat(view.at("/message")).contains("store-php:none");
        assertThat(stage.database().upgrades()).containsExactly(1);
    }
}
