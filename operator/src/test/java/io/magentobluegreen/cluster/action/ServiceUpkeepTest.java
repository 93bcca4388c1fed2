package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.release.record.LiveRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class ServiceUpkeepTest {
    private final TestStore store =
            TestStore.create("\"service\": {\"type\": \"NodePort\", \"annotations\": {\"a\": \"1\", \"b\": \"2\"}}");

    @Test
    void writesNothingWhereNothingDiffers() {
        store.live(2);
        keep();
        String version = store.service().getMetadata().getResourceVersion();

        keep();

        assertThat(store.service().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void writesNoSpecThatIsNotAskedForAnyMore() {
        store.live(2);
        keep();
        port(8082);
        ActionExecutor sleeping = store.work();
        store.asksForPort(8081);
        keep();

        assertThat(sleeping.carryOutAndKeep(List.of())).extracting("reason").containsExactly("ActionFailed");
        assertThat(store.service().getSpec().getPorts().get(0).getPort()).isEqualTo(8081);
    }

    private void port(int number) {
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editSpec()
                        .editFirstPort()
                        .withPort(number)
                        .endPort()
                        .endSpec()
                        .build())
                .update();
    }

    /** It may serve what was there before its adoption: then our port would lead nowhere. */
    @Test
    void changesNothingOfAServiceThatLostItsRecord() {
        store.live(2);
        keep();
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editMetadata()
                        .removeFromAnnotations(RecordCodec.LIVE)
                        .endMetadata()
                        .editSpec()
                        .editFirstPort()
                        .withTargetPort(new IntOrString(9000))
                        .endPort()
                        .endSpec()
                        .build())
                .update();
        Service before = store.service();

        store.work().carryOutAndKeep(List.of());

        assertThat(store.service()).isEqualTo(before);
    }

    /** As where somebody has replaced one that was adopted: ingresses and load balancers know it by these. */
    @Test
    void keepsTheNameAndTheNodePortOfAPortWithTheSameNumberWhereItAdopts() {
        store.live(2);
        keep();
        spec("{\"spec\": {\"service\": {\"adopt\": true}}}");
        Integer nodePort = store.service().getSpec().getPorts().get(0).getNodePort();
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editSpec()
                        .editFirstPort()
                        .withName("web")
                        .withTargetPort(new IntOrString(9000))
                        .endPort()
                        .endSpec()
                        .build())
                .update();

        keep();

        assertThat(store.service().getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getName()).isEqualTo("web"))
                .satisfies(port -> assertThat(port.getNodePort()).isEqualTo(nodePort))
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
    }

    @Test
    void putsOurMarksBackThatOthersTookOff() {
        store.live(2);
        keep();
        Service before = store.service();
        store.client()
                .resource(new ServiceBuilder(before)
                        .editMetadata()
                        .withLabels(Map.of())
                        .withAnnotations(Map.of(RecordCodec.LIVE, RecordCodec.write(store.liveRecord())))
                        .endMetadata()
                        .build())
                .update();

        keep();

        assertThat(store.service().getMetadata().getLabels())
                .isEqualTo(before.getMetadata().getLabels());
        assertThat(store.service().getMetadata().getAnnotations())
                .isEqualTo(before.getMetadata().getAnnotations());
    }

    @Test
    void followsTheSpecAndLeavesSelectorRecordAndNodePort() {
        store.live(2);
        keep();
        Integer nodePort = store.service().getSpec().getPorts().get(0).getNodePort();
        LiveRecord record = store.liveRecord();
        spec("{\"spec\": {\"service\": {\"port\": 81}}}");

        keep();

        assertThat(store.service().getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getPort()).isEqualTo(81))
                .satisfies(port -> assertThat(port.getNodePort()).isEqualTo(nodePort));
        assertThat(store.liveRecord()).isEqualTo(record);
        assertThat(RecordedSelector.isOn(store.service(), "shop", record)).isTrue();
    }

    @Test
    void takesAnAnnotationAwayThatLeftTheSpecAndNoOther() {
        store.live(2);
        keep();
        store.client()
                .resource(new ServiceBuilder(store.service())
                        .editMetadata()
                        .addToAnnotations("cloud.example.com/lb", "7")
                        .endMetadata()
                        .build())
                .update();
        spec("{\"spec\": {\"service\": {\"annotations\": {\"a\": null, \"b\": \"3\"}}}}");

        keep();

        assertThat(store.service().getMetadata().getAnnotations())
                .doesNotContainKey("a")
                .containsEntry("b", "3")
                .containsEntry("cloud.example.com/lb", "7");
    }

    private void keep() {
        assertThat(store.work().carryOutAndKeep(List.of())).isEmpty();
    }

    private void spec(String patch) {
        store.client().resource(store.resource()).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        store.refresh();
    }
}
