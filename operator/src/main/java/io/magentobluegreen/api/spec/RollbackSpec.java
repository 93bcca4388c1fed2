package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/** When the traffic goes back to the previous set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.window) || self.window" + AdmissionRules.IS_DURATION + " && (self.window"
                + AdmissionRules.IS_ENDLESS + " || duration(self.window) >= duration('0s'))",
        message =
                "window must be written as numbers with units, such as 90s, 15m or 1h30m; 0s keeps the previous set only until the soak is over",
        fieldPath = ".window")
@ValidationRule(
        value = "!has(self.window) || !self.window" + AdmissionRules.IS_DURATION + " || !self.window"
                + AdmissionRules.IS_ENDLESS + " && duration(self.window) <= " + AdmissionRules.A_YEAR,
        message = "window" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".window")
public record RollbackSpec(
        @Default("Guarded")
        @JsonPropertyDescription(
                "Guarded: by itself when the new set fails and nothing touched the database since the cutover; what the "
                        + "upgrade changed in the schema is not examined yet, so that never forbids it. Always: whatever the "
                        + "schema says. Never: only when a person asks for it. Default Guarded.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Policy policy,

        @Default("1h")
        @JsonPropertyDescription(
                "How long the previous set stays at full size after the cutover, ready to take the traffic back "
                        + "within a second. 0s scales it down as soon as the soak is over. Default 1h.")
        @Size(max = 32) GoDuration window) {

    public RollbackSpec {
        policy = Objects.requireNonNullElse(policy, Policy.GUARDED);
        window = Objects.requireNonNullElse(window, GoDuration.of("1h"));
    }

    /** When an automatic rollback is allowed. */
    public enum Policy {
        /** Where the previous set may serve on this database. */
        @JsonProperty("Guarded")
        GUARDED,
        /** Also where that is not known. */
        @JsonProperty("Always")
        ALWAYS,
        /** Never; a person may still ask for one. */
        @JsonProperty("Never")
        NEVER
    }
}
