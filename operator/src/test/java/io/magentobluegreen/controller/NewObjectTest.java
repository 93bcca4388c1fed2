package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.TestStore;
import org.junit.jupiter.api.Test;

/** What the API server says of an object that the operator has not seen yet. */
class NewObjectTest {
    @Test
    void isOfNoGenerationYet() {
        TestStore store = TestStore.create();

        MagentoRelease created = store.client()
                .resources(MagentoRelease.class)
                .inNamespace(store.namespace())
                .withName("shop")
                .get();

        assertThat(created.getStatus().observedGeneration()).isEqualTo(-1);
    }
}
