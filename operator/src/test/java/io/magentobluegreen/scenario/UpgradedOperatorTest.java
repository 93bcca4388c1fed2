package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;

/** A store that an operator of another version made; {@link RestartedOperatorTest} upgrades it in the middle of a release. */
@Scenarios
class UpgradedOperatorTest {

    @Scenario
    void releasesNothingBecauseItIsNewer(Stage stage) {
        // Given
        stage.isRunByAnOlderVersion();
        String live = stage.releases("shop/php:1").live();
        Deployment before = stage.objects().set(live).orElseThrow();
        List<String> jobs = stage.objects().names(Job.class);
        // When
        stage.operators().stop();
        stage.operators().start();
        stage.store().patchSpec("{\"web\": {\"replicas\": 3}}");
        stage.awaits("its work", () -> stage.objects().replicas(live), size -> size == 3);
        StoreView view = stage.awaitsReady("shop/php:1");
        // Then
        Deployment after = stage.objects().set(live).orElseThrow();
        assertThat(view.live()).isEqualTo(live);
        assertThat(stage.objects().names(Job.class)).isEqualTo(jobs);
        assertThat(stage.objects().events("ReleaseStarted")).isEqualTo(1);
        assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
        assertThat(after.getSpec().getTemplate()).isEqualTo(before.getSpec().getTemplate());
        assertThat(stage.madeByAnOlderVersion(live)).isTrue();
    }

    @Scenario
    void goesBackToASetOfAnOlderVersionAsItIs(Stage stage) {
        // Given
        stage.isRunByAnOlderVersion();
        String blue = stage.releases("shop/php:1").live();
        String uid = stage.objects().set(blue).orElseThrow().getMetadata().getUid();
        stage.operators().stop();
        stage.operators().start();
        String green = stage.releases("shop/php:2").live();
        // When
        stage.store().annotate("rollback", green);
        // Then
        stage.awaits("the way back", view -> view.liveImage().equals("shop/php:1"));
        stage.awaitsStalled();
        assertThat(stage.objects().set(blue).orElseThrow().getMetadata().getUid())
                .isEqualTo(uid);
        assertThat(stage.madeByAnOlderVersion(blue)).isTrue();
        assertThat(stage.madeByAnOlderVersion(green)).isFalse();
    }

    @Scenario
    void makesADeletedLiveSetAnewAsTheOlderVersionHadMadeIt(Stage stage) {
        // Given
        stage.isRunByAnOlderVersion();
        String live = stage.releases("shop/php:1").live();
        stage.mayLose(Long.MAX_VALUE);
        stage.operators().stop();
        stage.objects().deleteSet(live);
        // When
        stage.operators().start();
        // Then
        stage.awaits("its pods", () -> stage.objects().ready(live), ready -> ready == 2);
        assertThat(stage.madeByAnOlderVersion(live)).isTrue();
        assertThat(stage.objects().events("ReleaseStarted")).isEqualTo(1);
    }

    @Scenario
    void keepsWhatANewerVersionWroteIntoItsRecords(Stage stage) {
        // Given
        String blue = stage.releases("shop/php:1").live();
        stage.operators().stop();
        stage.objects()
                .annotateSet(blue, "record", record -> record.replaceFirst("\\{", "{\"canary\":{\"weight\":5},"));
        stage.objects().annotateService("live", record -> record.replaceFirst("\\{", "{\"mesh\":\"m\","));
        stage.objects()
                .editConfigMap(
                        "shop-ledger",
                        data -> Map.of(
                                "facts",
                                "backup b1 s3://backups\n" + data.get("facts"),
                                "next",
                                data.get("next"),
                                "schema",
                                "2"));
        // When
        stage.operators().start();
        stage.store().patchSpec("{\"web\": {\"replicas\": 3}}");
        stage.awaits("three pods", () -> stage.objects().replicas(blue), size -> size == 3);
        stage.releases("shop/php:2");
        // Then
        assertThat(stage.objects().annotationOfSet(blue, "record"))
                .contains("\"canary\":{\"weight\":5}", "\"appliedReplicas\":3");
        assertThat(stage.objects().annotationOfService("live")).contains("\"mesh\":\"m\"", "shop/php:2");
        assertThat(stage.objects().configMap("shop-ledger")).containsEntry("schema", "2");
        assertThat(stage.objects().configMap("shop-ledger").get("facts"))
                .startsWith("backup b1 s3://backups\n")
                .contains("level shop/php:2");
    }
}
