package io.magentobluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMarkerTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "<", "<?", "<?p", "<?php return ["})
    void isFoundInBase64WhereverItBegins(String before) {
        String text = before + SecretMarker.TEXT + "'];";

        assertThat(SecretMarker.isIn(text)).isTrue();
        assertThat(SecretMarker.isIn(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f00d", "f00df00df00df00df00df00df00df00"})
    void isNotFoundElsewhere(String text) {
        assertThat(SecretMarker.isIn(text)).isFalse();
    }
}
