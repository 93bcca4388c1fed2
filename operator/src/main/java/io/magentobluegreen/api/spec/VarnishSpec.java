package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Objects;

/** What is purged in Varnish after a cutover. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VarnishSpec(
        @Default("All")
        @JsonPropertyDescription(
                "All: after the cutover, everything, where env.php names http_cache_hosts. None: nothing. Default "
                        + "All.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Purge purge) {

    public VarnishSpec {
        purge = Objects.requireNonNullElse(purge, Purge.ALL);
    }

    /** How much is purged. */
    public enum Purge {
        /** Everything. */
        @JsonProperty("All")
        ALL,
        /** Nothing. */
        @JsonProperty("None")
        NONE
    }
}
