package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommittedCrdTest {

    @BeforeAll
    static void writeItWhereAsked() {
        if (Boolean.getBoolean("crds.write")) {
            CommittedCrd.write(CommittedCrd.fromRecords());
        }
    }

    @Test
    void isWhatTheRecordsSay() {
        assertThat(CommittedCrd.text())
                .as("crds/ is stale: run ./mvnw -Pcrds test and commit the result")
                .isEqualTo(CommittedCrd.fromRecords());
    }

    @Test
    void showsTheColumnsInTheirOrder() {
        assertThat(version().getAdditionalPrinterColumns())
                .extracting(CustomResourceColumnDefinition::getName)
                .isEqualTo(CommittedCrd.COLUMNS);
    }

    @Test
    void keepsGenerationsAsSixtyFourBits() {
        JSONSchemaProps status =
                version().getSchema().getOpenAPIV3Schema().getProperties().get("status");
        JSONSchemaProps condition =
                status.getProperties().get("conditions").getItems().getSchema();

        assertThat(Stream.of(status, condition)
                        .map(schema -> schema.getProperties().get("observedGeneration")))
                .allSatisfy(schema -> {
                    assertThat(schema.getType()).isEqualTo("integer");
                    assertThat(schema.getFormat()).isEqualTo("int64");
                });
    }

    @Test
    void teachesAboutEveryField() {
        assertThat(CommittedCrd.fields())
                .hasSizeGreaterThan(100)
                .allSatisfy((field, schema) -> assertThat(schema.getDescription())
                        .as("description of " + field)
                        .isNotBlank());
    }

    @Test
    void hasAnInvalidFileForEveryRule() throws IOException {
        List<String> refusals = AdmissionTest.invalid()
                .map(file -> AdmissionTest.expected((String) file[1]))
                .toList();

        assertThat(messages())
                .hasSizeGreaterThan(40)
                .allSatisfy(message -> assertThat(refusals)
                        .anyMatch(refusal -> message.contains(refusal) || refusal.contains(message)));
    }

    @Test
    void staysSmall() {
        assertThat(CommittedCrd.text().getBytes(StandardCharsets.UTF_8))
                .as("size in bytes")
                .hasSizeLessThan(100_000);
    }

    private static List<String> messages() {
        Stream<JSONSchemaProps> root = Stream.of(version().getSchema().getOpenAPIV3Schema());
        return Stream.concat(root, CommittedCrd.schemas())
                .flatMap(schema -> schema.getXKubernetesValidations().stream())
                .map(ValidationRule::getMessage)
                .toList();
    }

    private static CustomResourceDefinitionVersion version() {
        return CommittedCrd.asCommitted().getSpec().getVersions().get(0);
    }
}
