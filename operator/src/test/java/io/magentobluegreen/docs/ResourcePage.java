package io.magentobluegreen.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.magentobluegreen.api.CommittedCrd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/resource.md}, made from the committed definition: every field, and every sentence of a refusal. */
final class ResourcePage {
    static final Path FILE = Page.DOCS.resolve("resource.md");

    private static final String BEGINNING = """
            <!-- Made from crds/ by ./mvnw -Pcrds test. Change the records in io.magentobluegreen.api instead. -->

            # The resource

            `MagentoRelease`, API version `magento-bluegreen.io/v1alpha1`, short name `mrel`: one object for each store, in the store's
            namespace. `kubectl explain mrel.spec` says the same as this page, and [`examples/full.yaml`](../examples/full.yaml) shows every field
            with its default. Its name has at most 30 characters. Durations are written as in Go: `90s`, `15m`, `1h30m`.

            Required are `spec.image`, `spec.env.secretName`, `spec.verification.host`. What must not be written is refused by the API server with
            one of the sentences below. What only the cluster knows (a Secret that is missing, a name that is taken) becomes `Stalled` with a
            [reason](troubleshooting.md#wrong-input).

            Commands are annotations: [how a release works](how-a-release-works.md#commands).

            """;

    private static final String HEAD = "| Field | Type | Default | Meaning |\n| --- | --- | --- | --- |\n";

    private ResourcePage() {}

    static String text() {
        CustomResourceDefinitionVersion version =
                CommittedCrd.asCommitted().getSpec().getVersions().get(0);
        Map<String, JSONSchemaProps> root =
                version.getSchema().getOpenAPIV3Schema().getProperties();
        return BEGINNING
                + columns(version)
                + spec(root.get("spec"))
                + "\n## Status\n\nA report: nothing decides from it, and nobody but the operator writes it.\n\n"
                + table(rows("status", root.get("status")))
                + rules(own(version.getSchema().getOpenAPIV3Schema()));
    }

    private static String columns(CustomResourceDefinitionVersion version) {
        String rows = version.getAdditionalPrinterColumns().stream()
                .filter(column -> column.getDescription() != null)
                .map(ResourcePage::column)
                .collect(Collectors.joining());
        return "## Columns of `kubectl get mrel`\n\n| Column | Meaning | From |\n| --- | --- | --- |\n" + rows;
    }

    private static String column(CustomResourceColumnDefinition column) {
        return "| `%s` | %s | `%s` |\n".formatted(column.getName(), column.getDescription(), column.getJsonPath());
    }

    /** What has no fields of its own first, then a section for each that has. */
    private static String spec(JSONSchemaProps spec) {
        Stream<String> plain = spec.getProperties().entrySet().stream()
                .filter(field -> !isSection(field.getValue()))
                .flatMap(field -> rows("spec." + field.getKey(), spec, field));
        String sections = spec.getProperties().entrySet().stream()
                .filter(field -> isSection(field.getValue()))
                .map(field -> section("spec." + field.getKey(), field.getValue()))
                .collect(Collectors.joining());
        return "\n## `spec`\n\n" + spec.getDescription() + "\n\n" + table(plain) + rules(own(spec)) + sections;
    }

    private static boolean isSection(JSONSchemaProps field) {
        return field.getProperties() != null && !field.getProperties().isEmpty();
    }

    private static String section(String path, JSONSchemaProps section) {
        return "\n## `" + path + "`\n\n" + section.getDescription() + "\n\n" + table(rows(path, section))
                + rules(ownAndBelow(section));
    }

    private static String table(Stream<String> rows) {
        return HEAD + rows.collect(Collectors.joining());
    }

    private static Stream<String> rows(String path, JSONSchemaProps parent) {
        return parent.getProperties().entrySet().stream()
                .flatMap(field -> rows(path + "." + field.getKey(), parent, field));
    }

    private static Stream<String> rows(String path, JSONSchemaProps parent, Map.Entry<String, JSONSchemaProps> entry) {
        JSONSchemaProps field = entry.getValue();
        String standard = parent.getRequired().contains(entry.getKey()) ? "required" : standard(field.getDefault());
        String row = "| `%s` | %s | %s | %s |\n".formatted(path, type(field), standard, cell(field.getDescription()));
        Stream<String> below = isSection(field)
                ? rows(path, field)
                : field.getItems() == null
                        ? Stream.empty()
                        : rows(path + "[]", field.getItems().getSchema());
        return Stream.concat(Stream.of(row), below);
    }

    private static String standard(JsonNode value) {
        boolean none = value == null || value.isObject();
        return none ? "" : "`" + (value.isTextual() ? value.asText() : cell(value.toString())) + "`";
    }

    private static String type(JSONSchemaProps field) {
        List<JsonNode> words = field.getEnum();
        if (words != null && !words.isEmpty()) {
            return words.stream().map(word -> "`" + word.asText() + "`").collect(Collectors.joining(", "));
        }
        String type = field.getType() == null ? "any" : field.getType();
        return type.equals("array") ? "list of " + field.getItems().getSchema().getType() + "s" : type;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    /** The sentences by which the API server refuses. */
    private static String rules(Stream<String> messages) {
        String sentences =
                messages.distinct().map(message -> "- " + cell(message) + "\n").collect(Collectors.joining());
        return sentences.isEmpty() ? "" : "\nRefused, with these words:\n\n" + sentences;
    }

    private static Stream<String> own(JSONSchemaProps schema) {
        return schema.getXKubernetesValidations().stream().map(ValidationRule::getMessage);
    }

    private static Stream<String> ownAndBelow(JSONSchemaProps schema) {
        Stream<JSONSchemaProps> items = schema.getItems() == null
                ? Stream.empty()
                : Stream.of(schema.getItems().getSchema());
        Stream<JSONSchemaProps> fields =
                schema.getProperties() == null ? Stream.empty() : schema.getProperties().values().stream();
        return Stream.concat(own(schema), Stream.concat(fields, items).flatMap(ResourcePage::ownAndBelow));
    }
}
