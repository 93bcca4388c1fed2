package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The store's own {@code app/etc/env.php} and what is laid over it for one release. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.secretName" + AdmissionRules.IS_OBJECT_NAME,
        message = "secretName" + AdmissionRules.OBJECT_NAME_FIX,
        fieldPath = ".secretName")
@ValidationRule(
        value = "self.key.matches('^[-._a-zA-Z0-9]+$') && !self.key.startsWith('..') && self.key != '.'",
        message = "key must be a key of the Secret: letters, digits, '-', '_' and '.', such as env.php",
        fieldPath = ".key")
public record EnvSpec(
        @Required
        @JsonPropertyDescription(
                "Name of the Secret, in the same namespace, that holds the store's own app/etc/env.php. The operator "
                        + "reads it and never writes it.")
        @Size(max = 253) String secretName,

        @Default("env.php")
        @JsonPropertyDescription("Key of the Secret whose value is the file. Default env.php.")
        @Size(max = 253) String key,

        @Default("true")
        @JsonPropertyDescription(
                "Keep the bytes of the file in an immutable Secret of each revision, so that a rollback brings back "
                        + "the configuration together with the code, and a changed Secret is a new release. With false the pods "
                        + "mount the store's Secret itself and a change of its bytes is no release. Default true.")
        Boolean snapshot,

        @SchemaFrom(type = ObjectNode.class)
        @PreserveUnknownFields
        @JsonDeserialize(using = FreeFormReader.class)
        @JsonPropertyDescription(
                "Data merged deeply into env.php, after the operator's own keys, for example {system: {default: {dev: "
                        + "{debug: {debug_logging: '0'}}}}}. Values are data, never PHP. The blue_green flag and the cache "
                        + "prefixes cannot be overridden. A change is a new release.")
        Map<String, Object> overrides,

        @Size(max = 50) @SchemaFrom(type = SmallSchemas.EnvFroms.class)
        @JsonPropertyDescription(
                "envFrom entries for every pod of the release, web pods and Jobs: {secretRef: {name: shop-secrets}} "
                        + "or {configMapRef: {name: shop-config}}. A change of the list is a new release; a change inside the "
                        + "named object is not.")
        List<EnvFromSource> from) {

    public EnvSpec {
        key = Objects.requireNonNullElse(key, "env.php");
        snapshot = Objects.requireNonNullElse(snapshot, true);
        overrides = FreeForm.of(overrides);
        from = from == null ? List.of() : List.copyOf(from);
    }
}
