package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/** Checks of the live set after the cutover. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.duration) || self.duration" + AdmissionRules.IS_DURATION + " && (self.duration"
                + AdmissionRules.IS_ENDLESS + " || duration(self.duration) > duration('0s'))",
        message = "duration" + AdmissionRules.DURATION_FIX,
        fieldPath = ".duration")
@ValidationRule(
        value = "!has(self.duration) || !self.duration" + AdmissionRules.IS_DURATION + " || !self.duration"
                + AdmissionRules.IS_ENDLESS + " && duration(self.duration) <= " + AdmissionRules.A_YEAR,
        message = "duration" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".duration")
@ValidationRule(
        value = "!has(self.interval) || self.interval" + AdmissionRules.IS_DURATION + " && (self.interval"
                + AdmissionRules.IS_ENDLESS + " || duration(self.interval) >= duration('100ms'))",
        message = "interval must be at least 100ms and written as numbers with units, such as 5s or 1m30s",
        fieldPath = ".interval")
@ValidationRule(
        value = "!has(self.interval) || !self.interval" + AdmissionRules.IS_DURATION + " || !self.interval"
                + AdmissionRules.IS_ENDLESS + " && duration(self.interval) <= " + AdmissionRules.A_YEAR,
        message = "interval" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".interval")
@ValidationRule(
        value = "!has(self.timeout) || self.timeout" + AdmissionRules.IS_DURATION + " && (self.timeout"
                + AdmissionRules.IS_ENDLESS + " || duration(self.timeout) > duration('0s'))",
        message = "timeout" + AdmissionRules.DURATION_FIX,
        fieldPath = ".timeout")
@ValidationRule(
        value = "!has(self.timeout) || !self.timeout" + AdmissionRules.IS_DURATION + " || !self.timeout"
                + AdmissionRules.IS_ENDLESS + " && duration(self.timeout) <= " + AdmissionRules.A_YEAR,
        message = "timeout" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".timeout")
@ValidationRule(
        value = "!has(self.duration) || !has(self.interval) || !self.duration" + AdmissionRules.IS_DURATION
                + " || !self.interval" + AdmissionRules.IS_DURATION
                + " || self.duration" + AdmissionRules.IS_ENDLESS + " || self.interval" + AdmissionRules.IS_ENDLESS
                + " || duration(self.interval) <= duration(self.duration)",
        message = "interval must not be longer than duration: nothing would be checked",
        fieldPath = ".interval")
public record SoakSpec(
        @Default("15m")
        @JsonPropertyDescription("How long the new live set is watched after the cutover. Default 15m.")
        @Size(max = 32) GoDuration duration,

        @Default("5s")
        @JsonPropertyDescription("Time between two rounds of checks, at least 100ms. Default 5s.")
        @Size(max = 32) GoDuration interval,

        @Default("3s") @JsonPropertyDescription("How long one request may take. Default 3s.") @Size(max = 32) GoDuration timeout,

        @Default("3")
        @Min(1) @Max(1000) @JsonPropertyDescription("How many failed rounds in a row roll back. Default 3.")
        Integer failureLimit) {

    public SoakSpec {
        duration = Objects.requireNonNullElse(duration, GoDuration.of("15m"));
        interval = Objects.requireNonNullElse(interval, GoDuration.of("5s"));
        timeout = Objects.requireNonNullElse(timeout, GoDuration.of("3s"));
        failureLimit = Objects.requireNonNullElse(failureLimit, 3);
    }
}
