package io.magentobluegreen.demo.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code kubectl get} prints of a custom resource: NAME, and the definition's {@code additionalPrinterColumns} but
 * those for {@code -o wide}. An API server evaluates their paths; here that is done in process.
 */
public final class PrinterColumns {
    private static final Configuration JSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final List<CustomResourceColumnDefinition> columns;

    private PrinterColumns(List<CustomResourceColumnDefinition> columns) {
        this.columns = columns;
    }

    /** Those of the version that is stored. */
    public static PrinterColumns of(CustomResourceDefinition definition) {
        CustomResourceDefinitionVersion stored = definition.getSpec().getVersions().stream()
                .filter(CustomResourceDefinitionVersion::getStorage)
                .findFirst()
                .orElseThrow();
        return new PrinterColumns(stored.getAdditionalPrinterColumns().stream()
                .filter(column -> column.getPriority() == null || column.getPriority() == 0)
                .toList());
    }

    public List<String> header() {
        return Stream.concat(
                        Stream.of("NAME"),
                        columns.stream().map(column -> column.getName().toUpperCase()))
                .toList();
    }

    /** The resource's cells; what it does not have is blank. */
    public List<String> row(HasMetadata resource, Instant now) {
        JsonNode tree = Serialization.unmarshal(Serialization.asJson(resource), JsonNode.class);
        return Stream.concat(
                        Stream.of(resource.getMetadata().getName()),
                        columns.stream().map(column -> cell(column, tree, now)))
                .toList();
    }

    private static String cell(CustomResourceColumnDefinition column, JsonNode tree, Instant now) {
        JsonNode found = JsonPath.using(JSON).parse(tree).read("$" + column.getJsonPath());
        JsonNode value = found != null && found.isArray() ? found.path(0) : found;
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "";
        }
        return column.getType().equals("date")
                ? age(Duration.between(Instant.parse(value.asText()), now))
                : value.asText();
    }

    /** As {@code kubectl} says ages below three hours: coarser with time. */
    static String age(Duration time) {
        if (time.toSeconds() < 120) {
            return Math.max(0, time.toSeconds()) + "s";
        }
        return time.toMinutes() < 10 && time.toSecondsPart() > 0
                ? time.toMinutes() + "m" + time.toSecondsPart() + "s"
                : time.toMinutes() + "m";
    }
}
