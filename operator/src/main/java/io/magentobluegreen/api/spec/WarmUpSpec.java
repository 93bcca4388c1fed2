package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;

/** Pages asked of the new set before it serves, so that customers find its caches warm. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.paths) || self.paths.all(each, each" + AdmissionRules.IS_PATH + ")",
        message = "each of paths" + AdmissionRules.PATH_FIX,
        fieldPath = ".paths")
@ValidationRule(
        value = "!has(self.sitemap) || self.sitemap" + AdmissionRules.IS_PATH,
        message = "sitemap" + AdmissionRules.PATH_FIX,
        fieldPath = ".sitemap")
@ValidationRule(
        value = "!has(self.deadline) || self.deadline" + AdmissionRules.IS_DURATION + " && (self.deadline"
                + AdmissionRules.IS_ENDLESS + " || duration(self.deadline) > duration('0s'))",
        message = "deadline" + AdmissionRules.DURATION_FIX,
        fieldPath = ".deadline")
@ValidationRule(
        value = "!has(self.deadline) || !self.deadline" + AdmissionRules.IS_DURATION + " || !self.deadline"
                + AdmissionRules.IS_ENDLESS + " && duration(self.deadline) <= " + AdmissionRules.A_YEAR,
        message = "deadline" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".deadline")
@ValidationRule(
        value = "!has(self.cutoverDeadline) || self.cutoverDeadline" + AdmissionRules.IS_DURATION
                + " && (self.cutoverDeadline" + AdmissionRules.IS_ENDLESS
                + " || duration(self.cutoverDeadline) > duration('0s'))",
        message = "cutoverDeadline" + AdmissionRules.DURATION_FIX,
        fieldPath = ".cutoverDeadline")
@ValidationRule(
        value = "!has(self.cutoverDeadline) || !self.cutoverDeadline" + AdmissionRules.IS_DURATION
                + " || !self.cutoverDeadline" + AdmissionRules.IS_ENDLESS + " && duration(self.cutoverDeadline) <= "
                + AdmissionRules.A_YEAR,
        message = "cutoverDeadline" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".cutoverDeadline")
public record WarmUpSpec(
        @Size(max = 1000) @JsonPropertyDescription(
                "Paths asked first, each starting with a slash, for example the home page and the largest categories.")
        List<@Size(max = 2000) String> paths,

        @JsonPropertyDescription(
                "Path of an XML sitemap, for example /sitemap.xml, whose pages are asked after the paths. Default: "
                        + "none.")
        @Size(max = 2000) String sitemap,

        @Default("200") @Min(1) @Max(100000) @JsonPropertyDescription("The largest number of pages asked. Default 200.")
        Integer limit,

        @Default("8")
        @Min(1) @Max(100) @JsonPropertyDescription("How many pages are asked at a time, over all pods of the new set. Default 8.")
        Integer concurrency,

        @Default("5m")
        @JsonPropertyDescription("How long the warm-up may take; what is not warm then stays cold. Default 5m.")
        @Size(max = 32) GoDuration deadline,

        @Default("0")
        @Min(0) @Max(100) @JsonPropertyDescription(
                "The release fails when fewer than this share of the pages answered, 0 to 100. With 0 a cold page is "
                        + "only reported. Default 0.")
        Integer failBelowPercent,

        @Default("30s")
        @JsonPropertyDescription(
                "How long the paths are asked again right before the cutover, after the cleaning of the caches. "
                        + "Default 30s.")
        @Size(max = 32) GoDuration cutoverDeadline) {

    public WarmUpSpec {
        paths = paths == null ? List.of() : List.copyOf(paths);
        limit = Objects.requireNonNullElse(limit, 200);
        concurrency = Objects.requireNonNullElse(concurrency, 8);
        deadline = Objects.requireNonNullElse(deadline, GoDuration.of("5m"));
        failBelowPercent = Objects.requireNonNullElse(failBelowPercent, 0);
        cutoverDeadline = Objects.requireNonNullElse(cutoverDeadline, GoDuration.of("30s"));
    }
}
