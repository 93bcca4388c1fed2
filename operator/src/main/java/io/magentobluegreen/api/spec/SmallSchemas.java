package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * What the schema says about fields that hold Kubernetes types: only what admission checks and {@code kubectl explain}
 * teaches, because a resource that embeds whole Kubernetes types outgrows what etcd stores. Never instantiated.
 */
public final class SmallSchemas {

    private SmallSchemas() {}

    @ValidationRule(
            value = "self.name" + AdmissionRules.IS_OBJECT_NAME,
            message = "name" + AdmissionRules.OBJECT_NAME_FIX,
            fieldPath = ".name")
    public record NamedObject(
            @Required @Size(max = 253) @JsonPropertyDescription("Name of the object in the same namespace.")
            String name) {}

    /** Stands for {@code List<LocalObjectReference>}. */
    public interface NamedObjects extends List<NamedObject> {}

    @ValidationRule(
            value = "self.name" + AdmissionRules.IS_OBJECT_NAME,
            message = "name" + AdmissionRules.OBJECT_NAME_FIX,
            fieldPath = ".name")
    record EnvSource(
            @Required @Size(max = 253) @JsonPropertyDescription("Name of the object in the same namespace.")
            String name,

            @JsonPropertyDescription("With true the pods start also where the object is absent. Default false.")
            Boolean optional) {}

    @ValidationRule(
            value = "has(self.secretRef) != has(self.configMapRef)",
            message =
                    "each entry of from must have either a secretRef or a configMapRef: write two entries for two objects")
    @ValidationRule(
            value = "!has(self.prefix) || self.prefix.matches('^[ -<>-~]*$')",
            message =
                    "prefix must be the beginning of a variable's name, such as SHOP_: printable ASCII characters without '='",
            fieldPath = ".prefix")
    record EnvFrom(
            @JsonPropertyDescription("Secret whose keys become environment variables.")
            EnvSource secretRef,

            @JsonPropertyDescription("ConfigMap whose keys become environment variables.")
            EnvSource configMapRef,

            @Size(max = 100) @JsonPropertyDescription("Text put before each variable's name. Default: none.")
            String prefix) {}

    /** Stands for {@code List<EnvFromSource>}. */
    interface EnvFroms extends List<EnvFrom> {}

    /** Patterns, because a CEL rule about what may be a number or a text of any length is too dear for the API server. */
    static final String QUANTITIES = "{\"additionalProperties\": {\"minimum\": 0, \"maxLength\": 30, "
            + "\"pattern\": \"^[0-9]+([.][0-9]+)?([numkMGTPE]|[KMGTPE]i|[eE][0-9]{1,2})?$\"}}";

    @SchemaCustomizer(
            value = SchemaPatch.class,
            input = "{\"properties\": {\"requests\": " + SmallSchemas.QUANTITIES + ", \"limits\": "
                    + SmallSchemas.QUANTITIES + "}}")
    record Resources(
            @Size(max = 10) @JsonPropertyDescription(
                    "What the scheduler keeps free for the container, such as {cpu: 500m, memory: 1Gi}.")
            Map<String, Quantity> requests,

            @Size(max = 10) @JsonPropertyDescription("What the container may use at most, such as {memory: 2Gi}.")
            Map<String, Quantity> limits) {}
}
