package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.CommittedCrd;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/resource.md} is what the definition says now; {@code ./mvnw -Pcrds test} makes it anew. */
class ResourcePageTest {
    @BeforeAll
    static void writeItWhereAsked() throws IOException {
        if (Boolean.getBoolean("crds.write")) {
            Files.writeString(ResourcePage.FILE, ResourcePage.text());
        }
    }

    @Test
    void saysWhatTheDefinitionSays() throws IOException {
        assertThat(Files.readString(ResourcePage.FILE))
                .as("docs/resource.md is stale: run ./mvnw -Pcrds test and commit the result")
                .isEqualTo(ResourcePage.text());
    }

    @Test
    void hasARowForEveryField() throws IOException {
        String page = Files.readString(ResourcePage.FILE);

        assertThat(CommittedCrd.fields().keySet().stream()
                        .map(field -> field.substring(1))
                        .filter(field -> !field.equals("spec") && !field.equals("status")))
                .hasSizeGreaterThan(100)
                .allSatisfy(field -> assertThat(page).containsAnyOf("| `" + field + "` |", "## `" + field + "`"));
    }
}
