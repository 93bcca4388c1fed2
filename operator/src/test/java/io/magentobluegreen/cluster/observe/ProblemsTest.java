package io.magentobluegreen.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class ProblemsTest {
    private final TestStore store = TestStore.create();

    @Test
    void seesNoneInAnEmptyNamespace() {
        assertThat(want().problem()).isEmpty();
        assertThat(want().revision())
                .hasValueSatisfying(revision -> assertThat(revision).matches("[0-9a-f]{10}"));
    }

    @Test
    void seesNoneInAStoreThatServes() {
        store.live(2);

        assertThat(want().problem()).isEmpty();
    }

    @Test
    void namesTheMissingSecretAndHealsByItself() {
        store.client().resource(store.get(Secret.class, "shop-env")).delete();
        assertProblem("EnvSecretMissing", "shop-env");
        assertThat(want().revision()).isEmpty();

        store.secret("shop-env", "env.php", "<?php return [];");

        assertThat(want().problem()).isEmpty();
    }

    @Test
    void namesTheMissingKey() {
        store.client()
                .resource(new SecretBuilder(store.get(Secret.class, "shop-env"))
                        .withData(java.util.Map.of("other", "eA=="))
                        .build())
                .update();

        assertProblem("EnvKeyMissing", "env.php");
    }

    @Test
    void anotherEnvFileIsAnotherRevision() {
        String before = store.wanted();
        store.client()
                .resource(new SecretBuilder(store.get(Secret.class, "shop-env"))
                        .withData(java.util.Map.of("env.php", "eA=="))
                        .build())
                .update();

        assertThat(store.wanted()).isNotEqualTo(before);
    }

    @Test
    void namesEachObjectThatIsNotOurs() {
        String set = Names.set("shop", store.wanted());
        for (HasMetadata foreign : new HasMetadata[] {
            service(meta("shop")),
            service(meta("shop-preview")),
            new ConfigMapBuilder().withMetadata(meta("shop-live")).build(),
            new SecretBuilder().withMetadata(meta("shop-live")).build(),
            new ConfigMapBuilder().withMetadata(meta("shop-ledger")).build(),
            new ConfigMapBuilder().withMetadata(meta(set)).build(),
            new SecretBuilder().withMetadata(meta(set)).build(),
            deployment(meta(set))
        }) {
            HasMetadata made = store.client().resource(foreign).create();

            assertProblem("NameTaken", made.getKind() + " " + made.getMetadata().getName());
            store.client().resource(made).delete();
        }
    }

    @Test
    void namesTheOtherStoreOfOneService() {
        store.client().resource(service(ownedBy("shop", "another-store", "u9"))).create();

        assertProblem("NameTaken", "another-store");
    }

    @Test
    void waitsForAPredecessorToLeave() {
        store.client().resource(service(ownedBy("shop", "shop", "u9"))).create();

        assertProblem("PredecessorLeaving", "Service shop");
        assertThat(store.look().seen().service()).isEmpty();
    }

    @Test
    void refusesAPodPatchBeforeAnythingIsMade() {
        TestStore patched = TestStore.create("\"web\": {\"podPatch\": {\"spec\": {\"nonsense\": 1}}}");

        assertThat(patched.look().want().problem().map(Problem::reason)).contains("PodPatchRefused");
    }

    private Release want() {
        return store.look().want();
    }

    private void assertProblem(String reason, String part) {
        Optional<Problem> problem = want().problem();
        assertThat(problem.map(Problem::reason)).contains(reason);
        assertThat(problem.orElseThrow().message()).contains(part);
    }

    private ObjectMeta meta(String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(store.namespace())
                .build();
    }

    private ObjectMeta ownedBy(String name, String owner, String uid) {
        return new ObjectMetaBuilder(meta(name))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("magento-bluegreen.io/v1alpha1")
                        .withKind("MagentoRelease")
                        .withName(owner)
                        .withUid(uid)
                        .withController(true)
                        .build())
                .build();
    }

    private static Service service(ObjectMeta meta) {
        return new ServiceBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static Deployment deployment(ObjectMeta meta) {
        return new DeploymentBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels("a", "b")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("a", "b")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("x")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
