package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Whatever a store lays over its env.php: it is data, it arrives whole, and it cannot take off what keeps releases apart. */
class EnvOverridesPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(1_000_000).build())
            .build());

    @Provide
    Arbitrary<Map<String, Object>> overrides() {
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.of(
                        "deployment",
                        "blue_green",
                        "enabled",
                        "cache",
                        "frontend",
                        "default",
                        "id_prefix",
                        "cron",
                        "prefix"),
                Hostile.whole());
        return Hostile.object(keys);
    }

    @Holds
    void keepFlagAndPrefix(@ForAll("overrides") Map<String, Object> users) throws JsonProcessingException {
        EnvOverrides overrides = new EnvOverrides("0123456789", users);

        for (String file : List.of(overrides.web(), overrides.processes(), overrides.cleaning(), overrides.job())) {
            JsonNode read = JSON.readTree(file);
            assertThat(read.at("/merge/deployment/blue_green/enabled").booleanValue())
                    .isTrue();
            assertThat(read.at("/prefix").textValue()).isEqualTo("0123456789_");
        }
    }

    @Holds
    void holdAllElseAsItWas(@ForAll("overrides") Map<String, Object> users) throws JsonProcessingException {
        JsonNode merged =
                JSON.readTree(new EnvOverrides("0123456789", users).processes()).get("merge");

        JSON.valueToTree(users).properties().stream()
                .filter(entry -> !entry.getKey().equals("deployment"))
                .forEach(entry -> assertThat(merged.get(entry.getKey())).isEqualTo(entry.getValue()));
    }

    @Holds
    void countAsTheSameInWhateverOrder(@ForAll("overrides") Map<String, Object> users) {
        List<Map.Entry<String, Object>> entries = new ArrayList<>(users.entrySet());
        Collections.reverse(entries);
        Map<String, Object> reversed = new LinkedHashMap<>();
        entries.forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));

        assertThat(CanonicalJson.of(reversed)).isEqualTo(CanonicalJson.of(users));
    }
}
