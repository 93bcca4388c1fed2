package io.magentobluegreen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a selector says beside its record, and where that is gone. */
class RecordedSelectorTest {
    private static final String LIVE = "a1b2c3d4e5";
    private static final Map<String, String> LEGACY = Map.of("app", "legacy");
    private static final LiveRecord RECORD = new LiveRecord(
            Optional.of(new LiveRecord.Slot(new ReleaseName(LIVE, 1), "shop/php:1", Colour.BLUE, 1, 2)),
            Optional.empty(),
            Instant.parse("2026-01-05T10:00:00Z"),
            7,
            "",
            Optional.empty());

    @Test
    void aServiceThatIsGoneIsRememberedAsItWas() {
        assertThat(RecordedSelector.remembered(Optional.of(recorded(RECORD)), Optional.empty()))
                .contains(RECORD);
    }

    @Test
    void oneThatWasStrippedIsRememberedWhileItSelectsTheSetThatWasLive() {
        Map<String, String> narrowed = new HashMap<>(Labels.selector("shop", "blue", LIVE));
        narrowed.put("tier", "none");

        assertThat(remembered(narrowed)).contains(RECORD);
        assertThat(remembered(Labels.selector("shop", "green", "f6a7b8c9d0")))
                .as("flipped since")
                .isEmpty();
        assertThat(remembered(LEGACY)).as("gone back from since").isEmpty();
        assertThat(remembered(null)).as("replaced as a whole").isEmpty();
    }

    @Test
    void aSwitchIsRememberedOfNoServiceThatIsThere() {
        LiveRecord switching =
                RECORD.overlapping(new ReleaseName("f6a7b8c9d0", 2), Instant.parse("2026-01-05T11:00:00Z"));
        Optional<Service> last = Optional.of(recorded(switching));

        assertThat(RecordedSelector.remembered(last, Optional.empty())).contains(switching);
        assertThat(RecordedSelector.remembered(last, Optional.of(selecting(Labels.selector("shop", "blue", LIVE)))))
                .as("it may have ended since")
                .isEmpty();
    }

    @Test
    void whatWasAdoptedIsRememberedWhateverIsSelected() {
        LiveRecord adopted = LiveRecord.adopting(new LiveRecord.Adopted(LEGACY, "8080"));

        assertThat(RecordedSelector.remembered(Optional.of(recorded(adopted)), Optional.of(selecting(null))))
                .contains(adopted);
    }

    @Test
    void tellsSelectorsOfOurMakingFromOthers() {
        assertThat(isOurs(Labels.selector("shop", "blue", LIVE))).isTrue();
        assertThat(isOurs(Labels.everySet("shop"))).isTrue();
        assertThat(isOurs(Services.nothing("shop"))).isTrue();
        assertThat(isOurs(Labels.everySet("another"))).isFalse();
        assertThat(isOurs(LEGACY)).isFalse();
        assertThat(isOurs(null)).isFalse();
    }

    private static boolean isOurs(Map<String, String> selector) {
        return RecordedSelector.isOfOurMaking(selecting(selector), "shop");
    }

    private static Optional<LiveRecord> remembered(Map<String, String> selector) {
        return RecordedSelector.remembered(Optional.of(recorded(RECORD)), Optional.of(selecting(selector)));
    }

    private static Service recorded(LiveRecord record) {
        return new ServiceBuilder()
                .withNewMetadata()
                .addToAnnotations(RecordCodec.LIVE, RecordCodec.write(record))
                .endMetadata()
                .build();
    }

    private static Service selecting(Map<String, String> selector) {
        return new ServiceBuilder()
                .withNewSpec()
                .withSelector(selector)
                .endSpec()
                .build();
    }
}
