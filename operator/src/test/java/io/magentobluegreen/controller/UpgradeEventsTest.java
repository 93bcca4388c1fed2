package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Phase;
import org.junit.jupiter.api.Test;

class UpgradeEventsTest {
    private final PlayedStore store = new PlayedStore();

    @Test
    void tellsOfAComplaintThatWasLetPass() {
        store.upgradeDue = true;
        store.upgradeFacts.put("complaint", "Declarative Schema is not up to date");

        store.until(Phase.VERIFYING);

        assertThat(store.announced)
                .filteredOn(announced -> announced.reason().equals("SchemaComplaint"))
                .hasSize(1)
                .allSatisfy(
                        announced -> assertThat(announced.message()).endsWith("Declarative Schema is not up to date"));
    }

    @Test
    void tellsOfNoComplaintWhereThereIsNone() {
        store.upgradeDue = true;

        store.until(Phase.VERIFYING);

        assertThat(store.announced)
                .extracting(Action.Announce::reason)
                .contains("UpgradeSucceeded")
                .doesNotContain("SchemaComplaint");
    }
}
