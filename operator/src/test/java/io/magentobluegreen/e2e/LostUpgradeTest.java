package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An upgrade that its node takes away or has no room for: blue serves, and a person's retry runs it once more. */
@EndToEnd
class LostUpgradeTest {

    @Test
    void failsWithoutASecondUpgradeWhenItsPodIsEvicted(Stage stage) {
        // Given
        var blue = stage.releases(1).live();
        SlowUpgrade.begins(stage, 2);
        try (var load = StoreLoad.on(stage)) {
            // When
            stage.client()
                    .pods()
                    .inNamespace(stage.namespace())
                    .withLabel("magento-bluegreen.io/step", "upgrade")
                    .resources()
                    .forEach(pod -> assertThat(pod.evict()).isTrue());
            // Then
            var view = stage.awaitsFailure();
            assertThat(view.condition("Ready")).isEqualTo("False UpgradeFailed");
            assertThat(view.at("/message")).contains("The pod of Job", "is gone");
            assertThat(view.phase()).isEqualTo("Failed");
            load.sawOnly(blue);
            assertThat(stage.database().upgrades()).containsExactly(1, 2);
            // When
            stage.knobs().clear("2.setup-upgrade.seconds");
            stage.store().command("retry", view.next());
            // Then
            stage.awaitsCondition("Ready");
            load.losesNothing();
        }
        assertThat(stage.database().upgrades()).containsExactly(1, 2, 2);
        assertThat(Shopper.of(stage).release("/")).isEqualTo(2);
    }

    @Test
    void keepsBlueWhenItsDiskIsFull(Stage stage) {
        // Given
        stage.store().with("""
                spec:
                  web:
                    podPatch:
                      spec:
                        containers:
                          - name: php
                            volumeMounts:
                              - {name: knobs, mountPath: /etc/store, readOnly: true}
                              - {name: log, mountPath: /var/www/html/var/log}
                        volumes:
                          - {name: knobs, configMap: {name: knobs, optional: true}}
                          - {name: log, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
                """);
        stage.releases(1);
        stage.knobs().set("2.setup-upgrade.log.kib", 2048);
        // When
        var view = FailedRelease.of(
                stage,
                "spec: {image: 'registry.local/store-php:2', web: {nginxImage: 'registry.local/store-nginx:2'}}");
        // Then
        assertThat(view.condition("Ready")).isEqualTo("False UpgradeFailed");
        assertThat(view.at("/upgrade/error")).contains("var/log/system.log", "out of free disk space");
        assertThat(stage.database().upgrades()).containsExactly(1, 2);
        assertThat(stage.database().schema()).isEqualTo(1);
    }
}
