package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.want.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class PublicationTest {
    private final TestStore store = TestStore.create();

    @Test
    void copiesWhatTheLiveSetIsMadeOf() {
        store.live(2);

        assertThat(carryOut(new Action.Publish(store.wanted()))).isEmpty();

        ConfigMap ofSet = store.get(ConfigMap.class, Names.set("shop", store.wanted()));
        assertThat(store.get(ConfigMap.class, "shop-live").getData())
                .containsEntry("revision", store.wanted())
                .containsEntry("image", "shop/php:1")
                .containsEntry("env.php", ofSet.getData().get("env.php"));
        assertThat(store.get(Secret.class, "shop-live").getData())
                .isEqualTo(store.get(Secret.class, "shop-env").getData());
        assertThat(store.look().seen().published()).isEqualTo(store.wanted());
    }

    @Test
    void publishesTwiceWithoutAWrite() {
        store.live(2);
        carryOut(new Action.Publish(store.wanted()));
        ConfigMap first = store.get(ConfigMap.class, "shop-live");

        carryOut(new Action.Publish(store.wanted()));

        assertThat(store.get(ConfigMap.class, "shop-live")).isEqualTo(first);
    }

    @Test
    void putsBackWhatSomebodyChanged() {
        store.live(2);
        carryOut(new Action.Publish(store.wanted()));
        Secret right = store.get(Secret.class, "shop-live");
        store.client()
                .resource(new SecretBuilder(right)
                        .withData(Map.of("env.php", "eA=="))
                        .build())
                .update();

        assertThat(carryOut(new Action.Publish(store.wanted()))).isEmpty();

        assertThat(store.get(Secret.class, "shop-live").getData()).isEqualTo(right.getData());
    }

    @Test
    void overwritesNothingOfSomebodyElse() {
        store.live(2);
        ConfigMap foreign = store.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("shop-live")
                        .withNamespace(store.namespace())
                        .endMetadata()
                        .build())
                .create();

        assertThat(carryOut(new Action.Publish(store.wanted())))
                .extracting(Problem::reason)
                .containsExactly("NameTaken");
        assertThat(store.get(ConfigMap.class, "shop-live")).isEqualTo(foreign);
    }

    @Test
    void movesThePreview() {
        store.begun();

        carryOut(new Action.MovePreview(store.wanted()));
        carryOut(new Action.MovePreview(store.wanted()));

        assertThat(store.get(Service.class, "shop-preview").getSpec().getSelector())
                .isEqualTo(Labels.selector("shop", "green", store.wanted()));
        assertThat(store.look().seen().preview()).isEqualTo(store.wanted());
    }

    @Test
    void movesThePreviewToAnotherPortOfTheSpec() {
        store.begun();
        carryOut(new Action.MovePreview(store.wanted()));
        store.client()
                .resource(store.resource())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"service\": {\"port\": 81}}}");
        store.refresh();

        assertThat(store.look().seen().preview()).isEmpty();
        carryOut(new Action.MovePreview(store.wanted()));

        assertThat(store.get(Service.class, "shop-preview").getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getPort()).isEqualTo(81));
        assertThat(store.look().seen().preview()).isEqualTo(store.wanted());
    }

    private List<Problem> carryOut(Action action) {
        return store.work().carryOut(List.of(action));
    }
}
