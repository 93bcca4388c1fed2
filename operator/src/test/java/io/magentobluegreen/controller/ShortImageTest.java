package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image in a column has no registry, keeps its tag, and shows twelve digits of a digest where there is no tag. */
class ShortImageTest {
    @ParameterizedTest
    @CsvSource({
        "registry.example.com/shop/php:2.1.0, shop/php:2.1.0",
        "registry.example.com:5000/php, php",
        "localhost/php:1, php:1",
        "shop/php:1, shop/php:1",
        "php, php",
        "registry.example.com/shop/php@sha256:4f1c0123456789abcdef, shop/php@4f1c01234567",
        "registry.example.com/shop/php:2.1.0@sha256:4f1c0123456789abcdef, shop/php:2.1.0"
    })
    void showsAnImageAsAColumnDoes(String image, String shown) {
        assertThat(ShortImage.of(image)).isEqualTo(shown);
    }
}
