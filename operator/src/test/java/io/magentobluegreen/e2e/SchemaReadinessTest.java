package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A readiness path that needs the new schema: green starts before the upgrade, so it is never ready. */
@EndToEnd
@Order(EndToEnd.WAITS_LONG)
class SchemaReadinessTest {

    @Test
    void keepsBlueWhenReadinessNeedsTheNewSchema(Stage stage) {
        // Given
        stage.releases(1);
        var change = """
                spec:
                  image: registry.local/store-php:2
                  web:
                    nginxImage: null
                    readiness: {path: /needs/schema}
                    podPatch:
                      spec:
                        containers:
                          - name: web
                            command: [php, -S, "0.0.0.0:8080", -t, /var/www/html/pub, /var/www/html/pub/index.php]
                """;
        // When
        var view = FailedRelease.ofPatience(stage, change);
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False StartDeadlineExceeded");
        assertThat(stage.database().upgrades()).containsExactly(1);
    }
}
