package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;

/** Which cache types are cleaned around a switch of traffic. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = SchemaPatch.class, input = "{\"properties\": {\"clean\": {\"default\": {}}}}")
public record CacheSpec(
        @JsonPropertyDescription("The cache types cleaned in a set's own cache right before it takes the traffic.")
        Clean clean) {

    public CacheSpec {
        clean = Objects.requireNonNullElseGet(clean, () -> new Clean(null, null));
    }

    /** The cache types of each kind of switch; a type that the image does not know is left out. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "!has(self.cutover) || size(self.cutover) > 0 && self.cutover.all(type, type.matches('^[A-Za-z0-9_][-A-Za-z0-9_.]*$'))",
            message =
                    "cutover must list at least one cache type by the name that bin/magento cache:status shows, such as full_page",
            fieldPath = ".cutover")
    @ValidationRule(
            value =
                    "!has(self.rollback) || size(self.rollback) > 0 && self.rollback.all(type, type.matches('^[A-Za-z0-9_][-A-Za-z0-9_.]*$'))",
            message =
                    "rollback must list at least one cache type by the name that bin/magento cache:status shows, such as full_page",
            fieldPath = ".rollback")
    public record Clean(
            @Size(max = 100) @Default("[\"config\", \"block_html\", \"full_page\"]")
            @JsonPropertyDescription(
                    "Types cleaned in the new set before the cutover: what was edited on the live set since the new one "
                            + "was warmed. Default config, block_html, full_page.")
            List<@Size(max = 100) String> cutover,

            @Size(max = 100) @Default("[\"config\", \"block_html\", \"full_page\", \"db_ddl\"]")
            @JsonPropertyDescription(
                    "Types cleaned in the previous set before a rollback. db_ddl holds the table definitions from before "
                            + "the upgrade. Default config, block_html, full_page, db_ddl.")
            List<@Size(max = 100) String> rollback) {

        public Clean {
            cutover = cutover == null ? List.of("config", "block_html", "full_page") : List.copyOf(cutover);
            rollback =
                    rollback == null ? List.of("config", "block_html", "full_page", "db_ddl") : List.copyOf(rollback);
        }
    }
}
