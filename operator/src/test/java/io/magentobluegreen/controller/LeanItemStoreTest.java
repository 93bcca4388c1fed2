package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.Test;

class LeanItemStoreTest {
    private final LeanItemStore<HasMetadata> store = new LeanItemStore<>();

    @Test
    void keepsNoManagedFieldsAndNoPodOfAJob() {
        store.put(
                "shop/a",
                new JobBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .withManagedFields(new ManagedFieldsEntry())
                        .endMetadata()
                        .withNewSpec()
                        .withSuspend(true)
                        .withNewTemplate()
                        .endTemplate()
                        .endSpec()
                        .build());

        Job kept = (Job) store.get("shop/a");
        assertThat(kept.getMetadata().getManagedFields()).isNull();
        assertThat(kept.getSpec().getSuspend()).isTrue();
        assertThat(kept.getSpec().getTemplate()).isNull();
    }

    /** It is written as it was kept. */
    @Test
    void keepsThePodOfADeployment() {
        Deployment set = new DeploymentBuilder()
                .withNewMetadata()
                .withName("a")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .endTemplate()
                .endSpec()
                .build();
        store.put("shop/a", set);

        assertThat(((Deployment) store.get("shop/a")).getSpec().getTemplate()).isNotNull();
    }
}
