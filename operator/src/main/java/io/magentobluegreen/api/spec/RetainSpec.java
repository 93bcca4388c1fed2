package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;

/** How many sets are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetainSpec(
        @Default("3")
        @Min(1) @Max(100) @JsonPropertyDescription(
                "How many promoted sets are kept, the live one among them, scaled to zero after the rollback window. "
                        + "Older ones are deleted with their ConfigMap, Secret and Jobs. Default 3.")
        Integer releases) {

    public RetainSpec {
        releases = Objects.requireNonNullElse(releases, 3);
    }
}
