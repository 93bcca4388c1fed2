package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.Objects;

/** The web pods of a set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.nginxImage) || self.nginxImage" + AdmissionRules.IS_IMAGE
                + " && !self.nginxImage.contains('://')",
        message = "nginxImage" + AdmissionRules.IMAGE_FIX,
        fieldPath = ".nginxImage")
@ValidationRule(
        value = "!has(self.root) || self.root.matches('^(/[-._A-Za-z0-9]+)+$') && !self.root.contains('/..')",
        message = "root must be an absolute folder inside the image without a slash at its end, such as /var/www/html",
        fieldPath = ".root")
@SchemaCustomizer(value = SchemaPatch.class, input = "{\"properties\": {\"readiness\": {\"default\": {}}}}")
public record WebSpec(
        @Default("2")
        @Min(1) @Max(1000) @JsonPropertyDescription(
                "Number of web pods. At least 1. A change scales the live set and is no release. Default 2.")
        Integer replicas,

        @Default("8080")
        @Min(1) @Max(65535) @JsonPropertyDescription(
                "Port on which the container answers HTTP: the image's own web server, or the nginx container if "
                        + "nginxImage is set. Default 8080.")
        Integer port,

        @JsonPropertyDescription(
                "An image with nginx and the store's pub/ folder, run in front of php-fpm with a server configuration "
                        + "of the operator. Leave it out where the image brings its own web server.")
        @Size(max = 1000) String nginxImage,

        @Default("/var/www/html")
        @JsonPropertyDescription(
                "Magento's root folder inside the image, the one with bin/magento. Default /var/www/html.")
        @Size(max = 255) String root,

        @SchemaFrom(type = SmallSchemas.Resources.class)
        @JsonPropertyDescription(
                "Requests and limits of the web container that runs the image, as in a container: {requests: {cpu: "
                        + "500m, memory: 1Gi}, limits: {memory: 2Gi}}. Default: none.")
        ResourceRequirements resources,

        @JsonPropertyDescription("The readiness probe of the web pods.")
        Readiness readiness,

        @SchemaFrom(type = ObjectNode.class)
        @PreserveUnknownFields
        @JsonDeserialize(using = FreeFormReader.class)
        @JsonPropertyDescription(
                "A patch of the web pod template, merged as kubectl patch --type=strategic does. Jobs get its volumes "
                        + "and scheduling. It may not touch the operator's labels, the env.php mounts, the image or the restart "
                        + "policy, nor open the node: no hostPath, no host network, no privileges.")
        Map<String, Object> podPatch) {

    public WebSpec {
        replicas = Objects.requireNonNullElse(replicas, 2);
        port = Objects.requireNonNullElse(port, 8080);
        root = Objects.requireNonNullElse(root, "/var/www/html");
        resources = Objects.requireNonNullElseGet(resources, ResourceRequirements::new);
        readiness = Objects.requireNonNullElseGet(readiness, () -> new Readiness(null, null));
        podPatch = FreeForm.of(podPatch);
    }

    /** The readiness probe: local to the pod, answered without Magento code. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.path) || self.path" + AdmissionRules.IS_PATH,
            message = "path" + AdmissionRules.PATH_FIX,
            fieldPath = ".path")
    public record Readiness(
            @Default("/health")
            @JsonPropertyDescription(
                    "Path that the web server and php-fpm answer without Magento code: green is started before the "
                            + "database is upgraded, so a path that needs the new schema never gets ready. Default /health.")
            @Size(max = 2000) String path,

            @Min(1) @Max(65535) @JsonPropertyDescription("Port of the probe, 1 to 65535. Default: web.port.")
            Integer port) {

        public Readiness {
            path = Objects.requireNonNullElse(path, "/health");
        }
    }
}
