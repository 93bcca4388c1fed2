package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import io.magentobluegreen.api.spec.EnvSpec;
import io.magentobluegreen.api.spec.FreeForm;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FreeFormPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(11_000)
                    .maxNameLength(1_000_000)
                    .build())
            .build());

    @Provide
    Arbitrary<Map<String, Object>> data() {
        return Hostile.object(Hostile.whole());
    }

    @Holds
    void isReadAsItIs(@ForAll("data") Map<String, Object> data) throws JsonProcessingException {
        String json = JSON.writeValueAsString(Map.of("secretName", "shop-env", "overrides", data));

        Map<String, Object> read = JSON.readValue(json, EnvSpec.class).overrides();

        JsonNode again = JSON.valueToTree(read);
        assertThat(again).isEqualTo(JSON.readTree(json).get("overrides"));
        assertThat(FreeForm.isCut(read)).isFalse();
    }

    @Holds
    void isReadAsFarDownAsItCanBeAndSaysSo(@ForAll @IntRange(min = 1, max = 10_000) int levels)
            throws JsonProcessingException {
        String nested = "{\"a\":[".repeat(levels / 2) + (levels % 2 == 1 ? "{}" : "1") + "]}".repeat(levels / 2);
        String json = "{\"secretName\": \"shop-env\", \"overrides\": " + (levels == 1 ? "{}" : nested) + "}";

        EnvSpec read = JSON.readValue(json, EnvSpec.class);

        assertThat(read.secretName()).isEqualTo("shop-env");
        assertThat(FreeForm.isCut(read.overrides())).isEqualTo(levels > FreeForm.DEEPEST);
    }
}
