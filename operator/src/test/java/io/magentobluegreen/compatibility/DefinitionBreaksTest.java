package io.magentobluegreen.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.magentobluegreen.api.CommittedCrd;
import io.magentobluegreen.manifest.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each change of the definition that hurts somebody is found, and each that hurts nobody is let be. */
class DefinitionBreaksTest {
    private static final String SCHEMA = "/spec/versions/0/schema/openAPIV3Schema/properties/";

    private final JsonNode before = Yaml.parse(CommittedCrd.text(), JsonNode.class);
    private final JsonNode now = before.deepCopy();

    @Test
    void findsNothingWhereNothingChanged() {
        assertThat(DefinitionBreaks.between(before, now)).isEmpty();
    }

    /** {@code at} is an object below the schema's properties; {@code value} is JSON, "" takes the field away. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            spec/properties/web/properties                     | port          |                             | .spec.web.port is gone
            spec/properties/verification/properties/checks/items/properties | path | {"type": "integer"} | .spec.verification.checks[].path: type
            status/properties                                  | phase         |                             | .status.phase is gone
            spec/properties/web/properties/port                | type          | "string"                    | .spec.web.port: type
            status/properties/observedGeneration               | format        | "int32"                     | .status.observedGeneration: format
            spec/properties/web/properties/port                | default       | 8081                        | .spec.web.port has another default
            spec/properties/web/properties/port                | default       |                             | .spec.web.port has another default
            spec/properties/image                              | default       | "a"                         | .spec.image has another default
            spec                                               | required      | ["image", "env", "verification", "web2"] | .spec.web2 is required now
            spec/properties/image                              | maxLength     | 999                         | .spec.image: maxLength
            spec/properties/image                              | minLength     | 999                         | .spec.image: minLength
            spec/properties/image                              | pattern       | "^a"                        | .spec.image: pattern
            spec/properties/image                              | enum          | ["a"]                       | .spec.image takes only a choice
            spec/properties/upgrade/properties/mode            | enum          | ["Auto", "Always"]          | .spec.upgrade.mode does not take "Never"
            spec/properties/web/properties/podPatch            | x-kubernetes-preserve-unknown-fields | false | .spec.web.podPatch: x-kubernetes
            spec/properties/verification/properties/headers    | additionalProperties |                      | .spec.verification.headers.* is gone
            status/properties/conditions                       | x-kubernetes-list-type | "atomic"           | .status.conditions: x-kubernetes-list-type
            spec                                               | x-kubernetes-validations | [{"rule": "false"}] | .spec has to fulfil another rule: false
            """)
    void findsWhatObjectsOrReadersOfBeforeLose(String at, String field, String value, String expected) {
        set(now, SCHEMA + at, field, value);

        assertThat(DefinitionBreaks.between(before, now))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            spec/properties/web/properties            | canary       | {"type": "object", "required": ["a"]}
            spec/properties/image                     | maxLength    | 1001
            spec/properties/image                     | maxLength    |
            spec/properties/image                     | description  | "another"
            spec/properties/upgrade/properties/mode   | enum         | ["Auto", "Always", "Never", "Later"]
            spec                                      | x-kubernetes-validations | []
            spec                                      | required     | ["image"]
            """)
    void findsNothingInWhatOnlyAddsOrLoosens(String at, String field, String value) {
        set(now, SCHEMA + at, field, value);

        assertThat(now).isNotEqualTo(before);
        assertThat(DefinitionBreaks.between(before, now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /spec                             | scope      | "Cluster"    | /spec/scope was
            /spec/names                       | plural     | "stores"     | /spec/names/plural was
            /spec/names                       | shortNames | []           | /spec/names/shortNames has no mrel
            /spec/versions/0                  | name       | "v1beta1"    | the version v1alpha1 is not served
            /spec/versions/0                  | served     | false        | the version v1alpha1 is not served
            /spec/versions/0                  | subresources |            | the subresources were
            /spec/versions/0/additionalPrinterColumns/0 | jsonPath | ".x" | the column LIVE
            """)
    void findsWhatClientsAndScriptsLose(String at, String field, String value, String expected) {
        set(now, at, field, value);

        assertThat(DefinitionBreaks.between(before, now))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(expected);
    }

    private static void set(JsonNode definition, String at, String field, String value) {
        ObjectNode object = (ObjectNode) definition.at(JsonPointer.compile(at.strip()));
        if (value == null) {
            assertThat(object.has(field)).as(field + " is there").isTrue();
            object.remove(field);
        } else {
            object.set(field, Yaml.parse(value, JsonNode.class));
        }
    }
}
