package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.MagentoRelease;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A store in Git: whatever tool applies it again and again, it releases, rolls back, and what the operator owns stays. */
@Scenarios
class GitOpsTest {
    private static final String OPERATOR = "magento-release-operator";

    @Scenario
    @ApiServerOnly
    void leavesWhatTheOperatorOwnsWhereItForcesConflicts(Stage stage) {
        try (GitSync git = GitSync.start(stage, "argocd-controller", true, "shop/php:1")) {
            releasesAndRollsBack(stage, git);
        }
    }

    @Scenario
    @ApiServerOnly
    void meetsNoConflictWhereItForcesNone(Stage stage) {
        try (GitSync git = GitSync.start(stage, "kustomize-controller", false, "shop/php:1")) {
            releasesAndRollsBack(stage, git);
        }
    }

    /** The operator writes no field of the spec, and nothing else in metadata than its finalizer. */
    @Scenario
    @ApiServerOnly
    void sharesNoFieldWithTheOperator(Stage stage) {
        // Given
        stage.image("shop/php:1").holds("upgrade");
        try (GitSync git = GitSync.start(stage, "argocd-controller", true, "shop/php:1")) {
            // When
            stage.awaitsPhase("Upgrading");
            // Then
            MagentoRelease upgrading = stage.awaits(
                    "the finalizer",
                    stage.store()::get,
                    store -> !store.getMetadata().getFinalizers().isEmpty());
            assertThat(fieldsOfTheOperator(upgrading)).containsExactlyInAnyOrder("f:status", "f:finalizers");
            assertThat(git.refusals()).isEmpty();
        }
    }

    private static void releasesAndRollsBack(Stage stage, GitSync git) {
        String blue = stage.awaitsReady("shop/php:1").live();
        git.commit("shop/php:2");
        String green = stage.awaitsReady("shop/php:2").live();

        stage.store().annotate("rollback", green);
        StoreView back = stage.awaitsStalled();
        assertThat(back.phase()).isEqualTo("RolledBack");
        assertThat(stage.objects().selected()).isEqualTo(StoreView.revisionOf(blue));
        staysAsItIs(stage, git);

        git.commit("shop/php:1");
        stage.awaitsReady("shop/php:1");
        staysAsItIs(stage, git);
        assertThat(stage.database().upgrades()).containsExactly("shop/php:1", "shop/php:2");
        assertThat(stage.store().get().getMetadata().getAnnotations())
                .containsEntry("magento-bluegreen.io/rollback", green);
    }

    /** From now on the tool finds nothing to do: not even a default differs from what Git holds. */
    private static void staysAsItIs(Stage stage, GitSync git) {
        int writes = git.writes();
        int idle = git.idle();
        stage.awaits("ten idle rounds", git::idle, rounds -> rounds >= idle + 10);
        assertThat(git.writes()).isEqualTo(writes);
        assertThat(git.changes()).isEmpty();
        assertThat(git.refusals()).isEmpty();
    }

    private static Set<String> fieldsOfTheOperator(MagentoRelease store) {
        return store.getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getManager().equals(OPERATOR))
                .flatMap(entry -> entry.getFieldsV1().getAdditionalProperties().entrySet().stream())
                .flatMap(field -> field.getKey().equals("f:metadata") && field.getValue() instanceof Map<?, ?> metadata
                        ? metadata.keySet().stream()
                        : Stream.of(field.getKey()))
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
