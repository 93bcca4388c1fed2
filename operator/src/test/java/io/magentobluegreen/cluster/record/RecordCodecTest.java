package io.magentobluegreen.cluster.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final ReleaseName RELEASE = new ReleaseName("0123456789", 7);

    /** What operators of this version wrote: a later one must read it. */
    private static final String WRITTEN = """
            {"release":"0123456789-7","image":"shop/php:2","colour":"green","started":"2026-11-23T12:00:00Z",\
            "step":"upgrade","since":"2026-11-23T12:00:05.500Z",\
            "ending":{"outcome":"RolledBack","reason":"SoakFailed","message":"three rounds failed","at":"2026-11-23T12:00:09Z","left":true},\
            "promotions":3,"promotedAt":"2026-11-23T12:00:07Z","appliedReplicas":2,"template":"5d4f","imageId":"sha256:aa",\
            "evidence":{"preflight":{"at":"2026-11-23T12:00:05.500Z","facts":{"database":"2","setupDigest":"ab"}}},\
            "jobs":{"preflight":{"attempt":1,"name":"shop-0123456789-7-preflight-1","uid":"u1"}}}""";

    @Test
    void readsEverySetRecordItWrote() {
        assertThat(LongStream.range(0, 2000).mapToObj(seed -> new Samples(seed).set()))
                .allSatisfy(record -> assertThat(RecordCodec.readSet(RecordCodec.write(record)))
                        .contains(record));
    }

    @Test
    void readsEveryLiveRecordItWrote() {
        assertThat(LongStream.range(0, 2000).mapToObj(seed -> new Samples(seed).live()))
                .allSatisfy(record -> assertThat(RecordCodec.readLive(RecordCodec.write(record)))
                        .contains(record));
    }

    @Test
    void writesARecordAsItAlwaysDid() {
        SetRecord record = SetRecord.begin(RELEASE, "shop/php:2", Colour.GREEN, 2, NOON)
                .withJob(Step.PREFLIGHT, new JobRef(1, "shop-0123456789-7-preflight-1", "u1"))
                .pass(
                        Step.PREFLIGHT,
                        new Evidence(NOON.plusMillis(5500), Map.of("setupDigest", "ab", "database", "2")),
                        Step.UPGRADE)
                .promoted(3, NOON.plusSeconds(7))
                .born("5d4f", "sha256:aa")
                .end(Outcome.ROLLED_BACK, "SoakFailed", "three rounds failed", NOON.plusSeconds(9))
                .asLeft();

        assertThat(RecordCodec.write(record)).isEqualTo(WRITTEN);
        assertThat(RecordCodec.readSet(WRITTEN)).contains(record);
    }

    @Test
    void writesTheFirstLiveRecordWithoutASet() {
        assertThat(RecordCodec.write(LiveRecord.none())).isEqualTo("{\"epoch\":0,\"database\":\"\"}");
    }

    @Test
    void remembersASwitchUnderWay() {
        LiveRecord both = LiveRecord.none().overlapping(RELEASE, NOON);

        assertThat(RecordCodec.write(both))
                .isEqualTo("{\"epoch\":1,\"database\":\"\",\"switch\":{\"to\":\"0123456789-7\","
                        + "\"until\":\"2026-11-23T12:00:00Z\"}}");
        assertThat(RecordCodec.readLive("{\"epoch\":1,\"database\":\"\"}").flatMap(LiveRecord::switching))
                .isEmpty();
    }

    @Test
    void passesOverWhatANewerOperatorAdded() {
        String newer = WRITTEN.replaceFirst("\\{", "{\"canary\":{\"weight\":5},")
                .replace("\"evidence\":{", "\"evidence\":{\"canary\":{\"at\":7},")
                .replace("\"step\":\"upgrade\"", "\"step\":\"canary\"");

        Optional<SetRecord> read = RecordCodec.readSet(newer);

        assertThat(read.map(SetRecord::step)).contains(Step.PREPARE);
        assertThat(read.map(SetRecord::evidence))
                .isEqualTo(RecordCodec.readSet(WRITTEN).map(SetRecord::evidence));
    }

    @Test
    void keepsWhatANewerOperatorAdded() throws JsonProcessingException {
        String newer = newer(WRITTEN);
        SetRecord next = RecordCodec.readSet(newer).orElseThrow().born("6e50", "sha256:bb");

        JsonNode kept = JSON.readTree(RecordCodec.write(next, newer));

        assertThat(kept.at("/canary/weight").asInt()).isEqualTo(5);
        assertThat(kept.at("/evidence/canary/at").asInt()).isEqualTo(7);
        assertThat(kept.at("/evidence/preflight/by").asText()).isEqualTo("newer");
        assertThat(kept.at("/jobs/preflight/node").asText()).isEqualTo("n1");
        assertThat(kept.at("/ending/hint").asText()).isEqualTo("h");
        assertThat(RecordCodec.readSet(kept.toString())).contains(next);
    }

    @Test
    void writesTheSameTextOverWhatItKept() {
        String newer = newer(WRITTEN);
        SetRecord read = RecordCodec.readSet(newer).orElseThrow();

        String kept = RecordCodec.write(read, newer);

        assertThat(RecordCodec.write(read, kept)).isEqualTo(kept);
    }

    @Test
    void keepsNothingOfAnotherRelease() {
        SetRecord next = SetRecord.begin(new ReleaseName("0123456789", 8), "shop/php:2", Colour.GREEN, 2, NOON);

        assertThat(RecordCodec.write(next, newer(WRITTEN))).isEqualTo(RecordCodec.write(next));
    }

    @Test
    void keepsNothingOfAnotherJobOrAnotherVerdict() throws JsonProcessingException {
        SetRecord next = RecordCodec.readSet(WRITTEN)
                .orElseThrow()
                .withJob(Step.PREFLIGHT, new JobRef(2, "shop-0123456789-7-preflight-2", "u2"))
                .pass(Step.PREFLIGHT, new Evidence(NOON.plusSeconds(30), Map.of()), Step.UPGRADE);

        JsonNode kept = JSON.readTree(RecordCodec.write(next, newer(WRITTEN)));

        assertThat(kept.at("/jobs/preflight").has("node")).isFalse();
        assertThat(kept.at("/evidence/preflight").has("by")).isFalse();
    }

    @Test
    void keepsOfLiveWhatBelongsToTheReleaseThatStaysLive() {
        String newer = """
                {"live":{"release":"0123456789-7","image":"a","colour":"blue","promotions":1,"size":2,"region":"eu"},\
                "epoch":4,"database":"","mesh":{"name":"m"}}""";
        LiveRecord read = RecordCodec.readLive(newer).orElseThrow();

        assertThat(RecordCodec.write(read.overlapping(RELEASE, NOON), newer))
                .contains("\"region\":\"eu\"", "\"mesh\":{\"name\":\"m\"}", "\"switch\":");
        assertThat(RecordCodec.write(LiveRecord.none(), newer))
                .contains("\"mesh\"")
                .doesNotContain("region");
    }

    @Test
    void overwritesWhatIsNoRecord() {
        SetRecord record = SetRecord.begin(RELEASE, "shop/php:2", Colour.GREEN, 2, NOON);

        assertThat(RecordCodec.write(record, "{\"canary\":1}")).isEqualTo(RecordCodec.write(record));
        assertThat(RecordCodec.write(record, null)).isEqualTo(RecordCodec.write(record));
    }

    @Test
    void addsNothingToARecordOfItsOwn() {
        assertThat(LongStream.range(0, 2000).boxed()).allSatisfy(seed -> {
            Samples samples = new Samples(seed);
            SetRecord next = samples.set();
            LiveRecord live = samples.live();
            assertThat(RecordCodec.write(next, RecordCodec.write(samples.set())))
                    .isEqualTo(RecordCodec.write(next));
            assertThat(RecordCodec.write(live, RecordCodec.write(samples.live())))
                    .isEqualTo(RecordCodec.write(live));
        });
    }

    /** With fields of a later version at every depth. */
    private static String newer(String written) {
        return written.replaceFirst("\\{", "{\"canary\":{\"weight\":5},")
                .replace("\"evidence\":{", "\"evidence\":{\"canary\":{\"at\":7},")
                .replace("\"preflight\":{\"at\"", "\"preflight\":{\"by\":\"newer\",\"at\"")
                .replace("\"attempt\":1", "\"attempt\":1,\"node\":\"n1\"")
                .replace("\"left\":true", "\"left\":true,\"hint\":\"h\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "null", "[]", "7", "{", "{}", "{\"release\":\"x\"}", "{\"epoch\":\"1\"}", "{\"epoch\":1.5}"})
    void takesWhatIsNoRecordForNone(String text) {
        assertThat(RecordCodec.readSet(text)).isEmpty();
        assertThat(RecordCodec.readLive(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"release\":\"0123456789-7\"",
                "\"colour\":\"green\"",
                "\"started\":\"2026-11-23T12:00:00Z\"",
                "\"promotions\":3",
                "\"outcome\":\"RolledBack\"",
                "\"at\":\"2026-11-23T12:00:09Z\"",
                "\"left\":true",
                "\"uid\":\"u1\""
            })
    void takesARecordWithABrokenFieldForNone(String field) {
        String broken = WRITTEN.replace(field, field.replaceFirst(":.*", ":\"?\""));

        assertThat(broken).isNotEqualTo(WRITTEN);
        assertThat(RecordCodec.readSet(field.contains("uid") ? WRITTEN.replace(field, "\"uid\":[]") : broken))
                .isEmpty();
    }
}
