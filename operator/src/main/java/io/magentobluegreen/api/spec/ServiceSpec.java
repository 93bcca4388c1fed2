package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import java.util.Objects;

/** The live Service, created, owned and flipped by the operator, and the preview Service beside it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.name) || self.name" + AdmissionRules.IS_SERVICE_NAME,
        message = "name" + AdmissionRules.SERVICE_NAME_FIX,
        fieldPath = ".name")
@ValidationRule(
        value = "!has(self.previewName) || self.previewName" + AdmissionRules.IS_SERVICE_NAME,
        message = "previewName" + AdmissionRules.SERVICE_NAME_FIX,
        fieldPath = ".previewName")
@ValidationRule(
        value =
                "!has(self.annotations) || self.annotations.all(key, key.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$') && (!key.contains('/') || key.indexOf('/') <= 253))",
        message =
                "annotations must have keys such as prefix.example.com/name, with at most 253 characters before and 63 behind the slash",
        fieldPath = ".annotations")
@ValidationRule(
        value = "!has(self.annotations) || self.annotations.all(key, !key.startsWith('magento-bluegreen.io/'))",
        message =
                "annotations must not begin with magento-bluegreen.io/: the operator keeps its record of what is live there",
        fieldPath = ".annotations")
@ValidationRule(
        value =
                "!has(self.annotations) || self.annotations.map(key, size(bytes(key)) + size(bytes(self.annotations[key]))).sum() <= 200000",
        message =
                "annotations must have at most 200000 bytes together: an object can hold 262144, and the operator needs some",
        fieldPath = ".annotations")
public record ServiceSpec(
        @JsonPropertyDescription(
                "Name of the live Service, which must not exist yet unless adopt is set. It cannot be changed later. Default: the name of "
                        + "this resource.")
        @Size(max = 63) String name,

        @Default("80")
        @Min(1) @Max(65535) @JsonPropertyDescription("Port of the live and the preview Service. Default 80.")
        Integer port,

        @Default("ClusterIP")
        @JsonPropertyDescription(
                "Type of the live Service: ClusterIP, NodePort or LoadBalancer. The preview Service is always a "
                        + "ClusterIP. Default ClusterIP.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Type type,

        @Size(max = 100) @JsonPropertyDescription("Annotations of the live Service, for example for the cloud's load balancer.")
        Map<String, @Size(max = 10000) String> annotations,

        @JsonPropertyDescription(
                "Name of the Service that selects the set under test, for people who want to look at it before "
                        + "customers do. Default: the live Service's name with -preview.")
        @Size(max = 63) String previewName,

        @Default("false")
        @JsonPropertyDescription(
                "Take over a Service of this name that exists and serves already. The first release is built beside what serves, "
                        + "with the same code; its flip replaces the Service's selector, and until the first window ends a "
                        + "rollback restores it. What served before is never touched. Default false.")
        Boolean adopt) {

    public ServiceSpec {
        port = Objects.requireNonNullElse(port, 80);
        type = Objects.requireNonNullElse(type, Type.CLUSTER_IP);
        adopt = Objects.requireNonNullElse(adopt, false);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }

    /** How the live Service is reached. */
    public enum Type {
        /** Inside the cluster, behind an Ingress or a Gateway. */
        @JsonProperty("ClusterIP")
        CLUSTER_IP,
        /** By a port of every node. */
        @JsonProperty("NodePort")
        NODE_PORT,
        /** By the cloud's load balancer. */
        @JsonProperty("LoadBalancer")
        LOAD_BALANCER;

        /** The word of Kubernetes. */
        public String text() {
            return switch (this) {
                case CLUSTER_IP -> "ClusterIP";
                case NODE_PORT -> "NodePort";
                case LOAD_BALANCER -> "LoadBalancer";
            };
        }
    }
}
