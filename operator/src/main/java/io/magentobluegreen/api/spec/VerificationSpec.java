package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the new set has to show before it may serve: every request is made of every one of its pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.host" + AdmissionRules.IS_HOST,
        message = "host" + AdmissionRules.HOST_FIX,
        fieldPath = ".host")
@ValidationRule(
        value = "!has(self.headers) || self.headers" + AdmissionRules.ALL_HEADER_NAMES_ARE_TOKENS,
        message = "headers" + AdmissionRules.HEADER_NAMES_FIX,
        fieldPath = ".headers")
@ValidationRule(
        value = "!has(self.headers) || self.headers" + AdmissionRules.NO_HEADER_IS_OURS,
        message = "headers" + AdmissionRules.OUR_HEADERS_FIX,
        fieldPath = ".headers")
@ValidationRule(
        value = "!has(self.headers) || self.headers.all(name, self.headers[name]" + AdmissionRules.NO_CONTROL_CHARACTERS
                + ")",
        message = "headers" + AdmissionRules.HEADER_VALUES_FIX,
        fieldPath = ".headers")
@ValidationRule(
        value = "!has(self.paths) || self.paths.all(each, each" + AdmissionRules.IS_PATH + ")",
        message = "each of paths" + AdmissionRules.PATH_FIX,
        fieldPath = ".paths")
@ValidationRule(
        value = "!has(self.paths) || size(self.paths) > 0 || has(self.checks) && size(self.checks) > 0",
        message =
                "paths may be empty only beside checks: name at least one page that proves the new set, or leave it out",
        fieldPath = ".paths")
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
        value = "!has(self.jobs) || self.jobs.all(job, self.jobs.exists_one(other, other.name == job.name))",
        message = "jobs must have names of their own: give each check Job another name",
        fieldPath = ".jobs")
public record VerificationSpec(
        @Required
        @JsonPropertyDescription(
                "Host name of the storefront, sent as the Host header together with X-Forwarded-Proto: https.")
        @Size(max = 253) String host,

        @Size(max = 20) @JsonPropertyDescription("Further headers of every verification, warm-up and soak request.")
        Map<String, @Size(max = 2000) String> headers,

        @Size(max = 100) @Default("[\"/customer/account/login/\", \"/customer/section/load/?sections=cart\"]")
        @JsonPropertyDescription(
                "Paths that have to answer 2xx from every pod of the new set. Choose uncached pages: pages from the "
                        + "page cache answer while the store refuses. Default the login page and the customer sections.")
        List<@Size(max = 2000) String> paths,

        @Size(max = 100) @JsonPropertyDescription(
                "Requests with more to say than a path: method, headers, body, the status and the text that are "
                        + "expected.")
        List<Check> checks,

        @Default("true")
        @JsonPropertyDescription(
                "Whether the css and js under /static/ that an HTML page links have to answer too, from the same pod. "
                        + "Default true.")
        Boolean assets,

        @Default("5")
        @Min(1) @Max(1000) @JsonPropertyDescription("How often a request is tried before it counts as failed. Default 5.")
        Integer attempts,

        @Default("10s") @JsonPropertyDescription("How long one request may take. Default 10s.") @Size(max = 32) GoDuration timeout,

        @Default("10m")
        @JsonPropertyDescription(
                "How long the whole verification may take; past it the release fails and the live set serves on. "
                        + "Default 10m.")
        @Size(max = 32) GoDuration deadline,

        @Size(max = 20) @JsonPropertyDescription(
                "Own check Jobs, run in the new set's image with its env.php. Each has to end with exit code 0.")
        List<CheckJob> jobs) {

    public VerificationSpec {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        paths = paths == null
                ? List.of("/customer/account/login/", "/customer/section/load/?sections=cart")
                : List.copyOf(paths);
        checks = checks == null ? List.of() : List.copyOf(checks);
        assets = Objects.requireNonNullElse(assets, true);
        attempts = Objects.requireNonNullElse(attempts, 5);
        timeout = Objects.requireNonNullElse(timeout, GoDuration.of("10s"));
        deadline = Objects.requireNonNullElse(deadline, GoDuration.of("10m"));
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
    }

    /** One request and what its answer has to be. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.path" + AdmissionRules.IS_PATH,
            message = "path" + AdmissionRules.PATH_FIX,
            fieldPath = ".path")
    @ValidationRule(
            value = "!has(self.host) || self.host" + AdmissionRules.IS_HOST,
            message = "host" + AdmissionRules.HOST_FIX,
            fieldPath = ".host")
    @ValidationRule(
            value = "!has(self.headers) || self.headers" + AdmissionRules.ALL_HEADER_NAMES_ARE_TOKENS,
            message = "headers" + AdmissionRules.HEADER_NAMES_FIX,
            fieldPath = ".headers")
    @ValidationRule(
            value = "!has(self.headers) || self.headers" + AdmissionRules.NO_HEADER_IS_OURS,
            message = "headers" + AdmissionRules.OUR_HEADERS_FIX,
            fieldPath = ".headers")
    @ValidationRule(
            value = "!has(self.headers) || self.headers.all(name, self.headers[name]"
                    + AdmissionRules.NO_CONTROL_CHARACTERS + ")",
            message = "headers" + AdmissionRules.HEADER_VALUES_FIX,
            fieldPath = ".headers")
    @ValidationRule(
            value = "!has(self.body) || self.method == 'POST'",
            message = "body needs method: POST",
            fieldPath = ".body")
    @ValidationRule(
            value = "self.method != 'HEAD' || (!has(self.contains) && !has(self.absent))",
            message = "method HEAD brings no body in which contains or absent could look: use method: GET",
            fieldPath = ".method")
    @ValidationRule(
            value = "!has(self.contains) || self.contains != ''",
            message = "contains must not be empty: every body contains that, so leave it out",
            fieldPath = ".contains")
    @ValidationRule(
            value = "!has(self.absent) || self.absent != ''",
            message = "absent must not be empty: every body contains that, so leave it out",
            fieldPath = ".absent")
    public record Check(
            @Required @JsonPropertyDescription("Path with an optional query, starting with a slash.") @Size(max = 2000) String path,

            @JsonPropertyDescription("Host header of this request. Default: verification.host.") @Size(max = 253) String host,

            @Size(max = 20) @JsonPropertyDescription("Headers of this request, added to verification.headers and stronger than those.")
            Map<String, @Size(max = 2000) String> headers,

            @Default("GET")
            @JsonPropertyDescription("Method of the request: GET, HEAD or POST. Default GET.")
            @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            Method method,

            @JsonPropertyDescription("Body of a POST request.") @Size(max = 65536) String body,

            @Min(100) @Max(599) @JsonPropertyDescription("The status code that is expected, 100 to 599. Default: any 2xx.")
            Integer status,

            @JsonPropertyDescription("Text that the body has to contain.") @Size(max = 10000) String contains,

            @JsonPropertyDescription(
                    "Text that the body must not contain, for example an error message that comes with status 200.")
            @Size(max = 10000) String absent) {

        public Check {
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            method = Objects.requireNonNullElse(method, Method.GET);
        }
    }

    /** An own check, run as a Job in the new set's image; exit code 0 passes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "name must be a DNS label: a-z, 0-9 and '-', beginning and ending with a letter or a digit",
            fieldPath = ".name")
    @ValidationRule(
            value = "!has(self.timeout) || self.timeout" + AdmissionRules.IS_WHOLE_SECONDS + " && (self.timeout"
                    + AdmissionRules.IS_ENDLESS + " || duration(self.timeout) >= duration('1s'))",
            message = "timeout" + AdmissionRules.WHOLE_SECONDS_FIX,
            fieldPath = ".timeout")
    @ValidationRule(
            value = "!has(self.timeout) || !self.timeout" + AdmissionRules.IS_DURATION + " || !self.timeout"
                    + AdmissionRules.IS_ENDLESS + " && duration(self.timeout) <= " + AdmissionRules.A_YEAR,
            message = "timeout" + AdmissionRules.A_YEAR_FIX,
            fieldPath = ".timeout")
    public record CheckJob(
            @Required
            @JsonPropertyDescription("Name of the check: a DNS label of at most 20 characters, used once in the list.")
            @Size(max = 20) String name,

            @Size(max = 50) @JsonPropertyDescription(
                    "Command of the container, one word per entry. Default: the image's own entrypoint.")
            List<@Size(max = 10000) String> command,

            @Size(max = 50) @JsonPropertyDescription("Arguments of the command, one word per entry.")
            List<@Size(max = 10000) String> args,

            @Default("10m")
            @JsonPropertyDescription("How long the Job may run; past it the check has failed. Default 10m.")
            @Size(max = 32) GoDuration timeout,

            @SchemaFrom(type = SmallSchemas.Resources.class)
            @JsonPropertyDescription(
                    "Requests and limits of the Job's container, as in a container: {requests: {cpu: 500m, memory: 1Gi}, "
                            + "limits: {memory: 2Gi}}. Default: none.")
            ResourceRequirements resources) {

        public CheckJob {
            command = command == null ? List.of() : List.copyOf(command);
            args = args == null ? List.of() : List.copyOf(args);
            timeout = Objects.requireNonNullElse(timeout, GoDuration.of("10m"));
            resources = Objects.requireNonNullElseGet(resources, ResourceRequirements::new);
        }
    }

    /** Method of a check request. */
    public enum Method {
        /** Reads. */
        GET,
        /** Reads without a body. */
        HEAD,
        /** Sends a body. */
        POST
    }
}
