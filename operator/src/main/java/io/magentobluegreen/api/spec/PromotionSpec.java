package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How the new set takes the traffic. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.overlapDuration) || has(self.switch) && self.switch == 'Overlap'",
        message = "overlapDuration is only for switch: Overlap; leave it out, or set switch: Overlap",
        fieldPath = ".overlapDuration")
@ValidationRule(
        value = "!has(self.overlapDuration) || self.overlapDuration" + AdmissionRules.IS_DURATION
                + " && (self.overlapDuration" + AdmissionRules.IS_ENDLESS
                + " || duration(self.overlapDuration) > duration('0s'))",
        message = "overlapDuration" + AdmissionRules.DURATION_FIX,
        fieldPath = ".overlapDuration")
@ValidationRule(
        value = "!has(self.overlapDuration) || !self.overlapDuration" + AdmissionRules.IS_DURATION
                + " || !self.overlapDuration" + AdmissionRules.IS_ENDLESS
                + " && duration(self.overlapDuration) <= duration('1h')",
        message = "overlapDuration must be at most 1h: while two sets overlap, nothing else happens to the store",
        fieldPath = ".overlapDuration")
public record PromotionSpec(
        @Default("Automatic")
        @JsonPropertyDescription(
                "Automatic: as soon as every gate is passed. Manual: it waits, without a deadline, for the annotation "
                        + "magento-bluegreen.io/approve=<status.target.release>. Default Automatic.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Mode mode,

        @JsonProperty("switch")
        @Default("Atomic")
        @JsonPropertyDescription(
                "Atomic: one write of the live Service moves all new connections. Overlap: the Service selects both sets "
                        + "for overlapDuration and then the new one alone, for a load balancer that answers errors while it "
                        + "follows the Service; not with a CDN in front. Going back is always Atomic. Default Atomic.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Switch switchMode,

        @JsonPropertyDescription(
                "Only with switch: Overlap: how long both sets serve. Before it every other set is scaled to zero; the new set "
                        + "is proven after it. At most 1h. Default 15s.")
        @Size(max = 32) GoDuration overlapDuration) {

    private static final GoDuration OVERLAP = GoDuration.of("15s");

    public PromotionSpec {
        mode = Objects.requireNonNullElse(mode, Mode.AUTOMATIC);
        switchMode = Objects.requireNonNullElse(switchMode, Switch.ATOMIC);
    }

    /** How long both sets are selected at a cutover; empty: not at all. A default in the schema would refuse Atomic. */
    public Optional<Duration> overlap() {
        return switchMode == Switch.OVERLAP
                ? Optional.of(
                        Objects.requireNonNullElse(overlapDuration, OVERLAP).toDuration())
                : Optional.empty();
    }

    /** Who decides that the new set may serve. */
    public enum Mode {
        /** The gates alone. */
        @JsonProperty("Automatic")
        AUTOMATIC,
        /** The gates, and then a person. */
        @JsonProperty("Manual")
        MANUAL
    }

    /** How the live Service moves to the new set. */
    public enum Switch {
        /** One write moves all new connections. */
        @JsonProperty("Atomic")
        ATOMIC,
        /** Both sets for a while, then the new one. */
        @JsonProperty("Overlap")
        OVERLAP
    }
}
