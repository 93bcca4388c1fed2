package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.chart.Chart;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the operator asks of the API server is what it has rights for, and it has no other ones. */
@Scenarios
class RightsTest {
    /** The election has tests of its own; the other one is for an admission plugin, which looks for it at each owner reference. */
    private static final Set<String> ELSEWHERE = Set.of("leases", "magentoreleases/finalizers");

    @ApiServerOnly
    void areAllUsed(Stage stage) {
        // Given
        UsedRights used = new UsedRights();
        stage.operators().stop();
        stage.operators().start(used);
        // When
        stage.store().patchSpec("{\"rollback\": {\"window\": \"1s\"}, \"retain\": {\"releases\": 1}}");
        stage.releases("shop/php:1");
        stage.releases("shop/php:2");
        stage.releases("shop/php:3");
        stage.objects().stir();
        stage.releases("shop/php:4");
        // Then
        assertThat(used.all())
                .isEqualTo(Chart.verbs("{}").stream()
                        .filter(right -> !ELSEWHERE.contains(right.split(" ")[1]))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Scenario
    void areNeededForNoSecret(Stage stage) {
        // Given
        UsedRights used = new UsedRights();
        stage.operators().stop();
        stage.operators().start(used, false);
        stage.wants("shop/php:1");
        StoreView refused =
                stage.awaits("a refusal", view -> view.condition("Ready").equals("False SecretsUnread"));
        assertThat(refused.message()).contains("spec.env.snapshot");
        // When
        stage.store().patchSpec("{\"env\": {\"snapshot\": false}}");
        // Then
        stage.releases("shop/php:1");
        stage.releases("shop/php:2");
        assertThat(used.all()).isNotEmpty().noneMatch(right -> right.contains("secrets"));
    }
}
