package io.magentobluegreen.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.manifest.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Application of the example takes nothing from the operator, and loses no store. */
class ArgoApplicationTest {
    private static final Path FOLDER = Path.of("..", "examples", "argocd");

    private JsonNode application;

    @BeforeEach
    void read() throws IOException {
        application = Serialization.unmarshal(Files.readString(FOLDER.resolve("application.yaml")), JsonNode.class);
    }

    @Test
    void appliesAndComparesOnTheServersSide() {
        assertThat(application.at("/spec/syncPolicy/syncOptions"))
                .extracting(JsonNode::asText)
                .contains("ServerSideApply=true")
                .noneMatch(option -> option.matches("(Replace|Force)=true"));
        assertThat(application
                        .at("/metadata/annotations/argocd.argoproj.io~1compare-options")
                        .asText())
                .isEqualTo("ServerSideDiff=true");
    }

    @Test
    void ignoresWhatTheOperatorOwnsAndNothingElse() {
        assertThat(application.at("/spec/ignoreDifferences")).hasSize(1);
        JsonNode ignored = application.at("/spec/ignoreDifferences/0");

        assertThat(ignored.path("kind").asText()).isEqualTo("MagentoRelease");
        assertThat(ignored.path("managedFieldsManagers"))
                .extracting(JsonNode::asText)
                .containsExactly(Names.OPERATOR);
        assertThat(ignored.has("jsonPointers") || ignored.has("jqPathExpressions"))
                .isFalse();
    }

    @Test
    void deletesNoStoreWhoseFileIsGone() throws IOException {
        JsonNode store = Serialization.unmarshal(Files.readString(FOLDER.resolve("store.yaml")), JsonNode.class);

        assertThat(application.at("/metadata/finalizers").isMissingNode()).isTrue();
        assertThat(store.at("/metadata/annotations/argocd.argoproj.io~1sync-options")
                        .asText())
                .isEqualTo("Prune=false,Delete=false");
    }
}
