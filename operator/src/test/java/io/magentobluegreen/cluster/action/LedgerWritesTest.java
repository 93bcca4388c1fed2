package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class LedgerWritesTest {
    private final TestStore store = TestStore.create();

    @Test
    void createsTheLedgerWithoutAnOwner() {
        store.work().writeLedger(new Action.WriteLedger(Ledger.empty().numbered()));

        ConfigMap ledger = store.get(ConfigMap.class, "shop-ledger");
        assertThat(LedgerCodec.read(ledger.getData())).contains(new Ledger(java.util.List.of(), 2, false));
        assertThat(ledger.getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void letsOnlyOneOfTwoLeadersCreateIt() {
        ActionExecutor sleeping = store.work();
        store.work().writeLedger(new Action.WriteLedger(Ledger.empty().numbered()));

        assertThatThrownBy(() -> sleeping.writeLedger(
                        new Action.WriteLedger(Ledger.empty().numbered())))
                .isInstanceOf(ObservedStale.class);
    }

    @Test
    void neverWritesSomebodyElsesConfigMap() {
        store.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("shop-ledger")
                        .withNamespace(store.namespace())
                        .endMetadata()
                        .build())
                .create();

        assertThatThrownBy(() -> store.work().writeLedger(new Action.WriteLedger(Ledger.empty())))
                .isInstanceOf(ActionRefused.class)
                .hasMessageContaining("NameTaken");
    }

    @Test
    void letsOnlyOneOfTwoLeadersTouch() {
        Ledger ledger = Ledger.empty().numbered();
        store.work().writeLedger(new Action.WriteLedger(ledger));
        ActionExecutor sleeping = store.work();
        store.work().writeLedger(new Action.WriteLedger(ledger.touched("shop/php:1", "0123456789-1", "u1")));

        assertThatThrownBy(() -> sleeping.writeLedger(
                        new Action.WriteLedger(ledger.touched("shop/php:2", "abcdef0123-2", "u2"))))
                .isInstanceOf(ObservedStale.class);
        assertThat(LedgerCodec.read(store.get(ConfigMap.class, "shop-ledger").getData())
                        .flatMap(Ledger::open))
                .contains(new Ledger.Fact.Touched("shop/php:1", "0123456789-1", "u1"));
    }

    @Test
    void carriesOnFromItsOwnWrite() {
        ActionExecutor work = store.work();

        work.writeLedger(new Action.WriteLedger(Ledger.empty().numbered()));
        work.writeLedger(new Action.WriteLedger(Ledger.empty().numbered().numbered()));

        assertThat(LedgerCodec.read(store.get(ConfigMap.class, "shop-ledger").getData())
                        .map(Ledger::next))
                .contains(3);
    }

    @Test
    void writesNothingWhenNothingChanged() {
        Ledger ledger = Ledger.empty().numbered();
        store.work().writeLedger(new Action.WriteLedger(ledger));
        String version = version();

        store.work().writeLedger(new Action.WriteLedger(ledger));

        assertThat(version()).isEqualTo(version);
    }

    private String version() {
        return store.get(ConfigMap.class, "shop-ledger").getMetadata().getResourceVersion();
    }
}
