package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Input that cannot be: a reason that names it, nothing changed, and it heals by itself. */
@EndToEnd
class WrongInputTest {

    @Test
    void namesAMissingSecretAndHealsWhenItIsThere(Stage stage) {
        // Given
        stage.releases(1);
        var before = Inventory.settled(stage);
        // When
        stage.store().apply("spec: {env: {secretName: shop-env-new}}");
        // Then
        assertThat(refusal(stage, "shop-env-new")).isEqualTo("False EnvSecretMissing");
        assertThat(Inventory.settled(stage)).isEqualTo(before);
        // When
        stage.store().applyEnvAs("shop-env-new", "env.php");
        // Then
        stage.awaitsCondition("Ready");
        assertThat(stage.database().upgrades()).containsExactly(1);
    }

    @Test
    void namesAMissingKeyAndHealsWhenItIsThere(Stage stage) {
        // Given
        var before = Inventory.settled(stage);
        // When
        stage.store().apply("spec: {env: {key: other.php}}");
        // Then
        assertThat(refusal(stage, "other.php")).isEqualTo("False EnvKeyMissing");
        assertThat(Inventory.settled(stage)).isEqualTo(before);
        // When
        stage.store().applyEnvAs("shop-env", "other.php");
        // Then
        stage.awaitsCondition("Ready");
    }

    @Test
    void saysOnceThatACommandNamesNothing(Stage stage) {
        // Given
        var live = stage.releases(1);
        var before = Inventory.settled(stage);
        for (var command : List.of("approve", "abort", "retry", "rollback")) {
            // When
            stage.store().command(command, "0123456789-99");
            // Then
            stage.awaits(
                    "an Event about " + command,
                    Duration.ofSeconds(30),
                    () -> ignored(stage, command),
                    events -> events == 1);
        }
        assertThat(Inventory.settled(stage)).isEqualTo(before);
        for (var part : List.of("phase", "conditions", "live", "history")) {
            assertThat(stage.view().status().path(part)).isEqualTo(live.status().path(part));
        }
    }

    private static long ignored(Stage stage, String command) {
        return stage.client().v1().events().inNamespace(stage.namespace()).list().getItems().stream()
                .filter(event -> "CommandIgnored".equals(event.getReason()))
                .filter(event -> event.getMessage().contains("/" + command + "="))
                .count();
    }

    @Test
    void refusesAPodPatchThatBreaksWhatTheReleaseStandsOn(Stage stage) {
        // Given
        stage.releases(1);
        var before = Inventory.settled(stage);
        PATCHES.forEach((named, patch) -> {
            // When
            stage.secondStore(StoreFixture.NAME).apply("spec: {web: {podPatch: %s}}".formatted(patch));
            // Then
            assertThat(refusal(stage, named)).as(patch).isEqualTo("False PodPatchRefused");
            assertThat(Inventory.settled(stage)).as(patch).isEqualTo(before);
        });
        // When
        stage.store().release(1);
        // Then
        stage.awaitsCondition("Ready");
        assertThat(Inventory.settled(stage)).isEqualTo(before);
    }

    /** Patches, by a word that the refusal has to say. */
    private static final Map<String, String> PATCHES = Map.of(
            "label magento-bluegreen.io/colour",
            "{metadata: {labels: {magento-bluegreen.io/colour: red}}}",
            "label magento-bluegreen.io/store",
            "{metadata: {labels: {magento-bluegreen.io/store: null}}}",
            "mount /var/www/html/app/etc/env.php",
            "{spec: {containers: [{name: php, volumeMounts:"
                    + " [{name: knobs, mountPath: /var/www/html/app/etc/env.php, subPath: env.php}]}]}}",
            "the image of container php",
            "{spec: {containers: [{name: php, image: 'registry.local/store-php:2'}]}}",
            "restartPolicy",
            "{spec: {restartPolicy: Never}}");

    @Test
    void leavesTheServiceToTheStoreThatHasIt(Stage stage) {
        // Given
        stage.releases(1);
        var before = Inventory.settled(stage);
        // When
        var other = stage.secondStore("other").with("spec: {service: {name: shop}}");
        other.release(2);
        // Then
        var view = stage.awaits(
                "the second store's refusal",
                Duration.ofMinutes(1),
                () -> ReleaseView.of(other.get()),
                seen -> seen.is("Stalled"));
        assertThat(view.condition("Ready")).isEqualTo("False NameTaken");
        assertThat(view.at("/message")).contains("Service shop", "store shop");
        assertThat(Inventory.settled(stage)).isEqualTo(before);
        other.delete();
    }

    @Test
    void refusesANameTooLongForItsChildren(Stage stage) {
        // Given
        var before = Inventory.settled(stage);
        var store = stage.secondStore("a-store-whose-name-is-far-too-long");
        // When, Then
        assertThatThrownBy(() -> store.release(1))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("30");
        assertThat(store.get()).isNull();
        assertThat(Inventory.of(stage).names()).isEqualTo(before.names());
    }

    /** Why the store is not ready, once the operator's message names this. */
    private static String refusal(Stage stage, String named) {
        return stage.awaits(
                        "a refusal that names " + named,
                        view -> view.is("Stalled") && view.at("/message").contains(named))
                .condition("Ready");
    }
}
