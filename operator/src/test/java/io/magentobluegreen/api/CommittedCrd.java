package io.magentobluegreen.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The definition of our resource as it lies in {@code crds/}, and as the records would have it.
 *
 * <p>The generator's output is finished here: it sorts the printer columns by path, and people read them by meaning.
 */
public final class CommittedCrd {

    /** Columns as {@code kubectl get} shows them, after NAME. */
    static final List<String> COLUMNS =
            List.of("LIVE", "COLOUR", "TARGET", "PHASE", "AVAILABLE", "READY", "ROLLBACK", "AGE");

    private static final String NAME = "magentoreleases.magento-bluegreen.io-v1.yml";
    private static final Path COMMITTED = Path.of("..", "crds", NAME);
    private static final Path GENERATED = Path.of("target", "crds", NAME);
    private static final String HEADER =
            "# Generated from the records in io.magentobluegreen.api. Change those, then run: ./mvnw -Pcrds test\n";

    private CommittedCrd() {}

    /** The definition in {@code crds/}. */
    public static CustomResourceDefinition asCommitted() {
        return new KubernetesSerialization().unmarshal(text(), CustomResourceDefinition.class);
    }

    /** The schema of every field below its path, such as {@code .spec.verification.checks[].path}. */
    public static Map<String, JSONSchemaProps> fields() {
        Map<String, JSONSchemaProps> fields = new TreeMap<>();
        collect("", asCommitted().getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema(), fields);
        return fields;
    }

    /** Every schema below the root: of fields, and of the items of lists. */
    static Stream<JSONSchemaProps> schemas() {
        return fields().values().stream()
                .flatMap(field -> field.getItems() == null
                        ? Stream.of(field)
                        : Stream.of(field, field.getItems().getSchema()));
    }

    private static void collect(String path, JSONSchemaProps schema, Map<String, JSONSchemaProps> fields) {
        schema.getProperties().forEach((name, field) -> {
            fields.put(path + "." + name, field);
            collect(path + "." + name, field, fields);
        });
        if (schema.getItems() != null) {
            collect(path + "[]", schema.getItems().getSchema(), fields);
        }
    }

    /** {@code crds/} as it is written. */
    public static String text() {
        return Files.exists(COMMITTED) ? read(COMMITTED) : "";
    }

    static void write(String text) {
        try {
            Files.writeString(COMMITTED, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code crds/} has to hold: the generator's output of this build, finished. */
    public static String fromRecords() {
        KubernetesSerialization serialization = new KubernetesSerialization();
        JsonNode definition = serialization.unmarshal(read(GENERATED), JsonNode.class);
        definition.at("/spec/versions").forEach(version -> orderColumns((ObjectNode) version));
        return HEADER + asYaml(definition);
    }

    private static String asYaml(JsonNode definition) {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .disable(YAMLGenerator.Feature.SPLIT_LINES, YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .build();
        try {
            return yaml.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void orderColumns(ObjectNode version) {
        ArrayNode columns = (ArrayNode) version.get("additionalPrinterColumns");
        List<JsonNode> sorted = columns.valueStream()
                .sorted((one, other) -> Integer.compare(position(one), position(other)))
                .toList();
        columns.removeAll();
        columns.addAll(sorted);
    }

    private static int position(JsonNode column) {
        return COLUMNS.indexOf(column.get("name").asText());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
