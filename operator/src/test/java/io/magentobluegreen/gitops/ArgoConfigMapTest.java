package io.magentobluegreen.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ConfigMap that teaches Argo CD holds the scripts that the tests run; made anew by {@code -Dargocd.regenerate=true}. */
class ArgoConfigMapTest {
    private static final Path FILE = Path.of("..", "examples", "argocd", "argocd-cm.yaml");
    private static final List<String> ACTIONS = List.of("approve", "abort", "retry", "rollback");
    private static final String KIND = "magento-bluegreen.io_MagentoRelease";
    private static final String HEAD = """
            # Teaches Argo CD what a MagentoRelease is: merge it into the ConfigMap that is there, other keys stay.
            #   kubectl patch configmap argocd-cm --namespace argocd --patch-file argocd-cm.yaml
            # Made of the scripts in lua/: change those, then run the tests of the operator with -Dargocd.regenerate=true
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argocd-cm
              namespace: argocd
              labels:
                app.kubernetes.io/name: argocd-cm
                app.kubernetes.io/part-of: argocd
            data:
            """;

    @Test
    void holdsTheScripts() throws IOException {
        String made = HEAD + healthCheck() + actions();
        if (Boolean.getBoolean("argocd.regenerate")) {
            Files.writeString(FILE, made);
        }

        assertThat(FILE).hasContent(made);
    }

    @Test
    void givesArgoCdTheScriptsAsTheyAre() throws IOException {
        ConfigMap map = Serialization.unmarshal(Files.readString(FILE), ConfigMap.class);

        JsonNode actions =
                Serialization.unmarshal(map.getData().get("resource.customizations.actions." + KIND), JsonNode.class);

        assertThat(map.getData().get("resource.customizations.health." + KIND)).isEqualTo(script("health"));
        assertThat(actions.path("discovery.lua").asText()).isEqualTo(script("discovery"));
        assertThat(actions.path("definitions"))
                .hasSize(ACTIONS.size())
                .allSatisfy(action -> assertThat(action.path("action.lua").asText())
                        .isEqualTo(script(action.path("name").asText())));
    }

    private static String healthCheck() throws IOException {
        return "  resource.customizations.health." + KIND + ": |\n" + indented(4, script("health"));
    }

    private static String actions() throws IOException {
        StringBuilder yaml = new StringBuilder("  resource.customizations.actions." + KIND + ": |\n");
        yaml.append("    discovery.lua: |\n").append(indented(6, script("discovery")));
        yaml.append("    definitions:\n");
        for (String action : ACTIONS) {
            yaml.append("      - name: " + action + "\n        action.lua: |\n").append(indented(10, script(action)));
        }
        return yaml.toString();
    }

    private static String script(String name) throws IOException {
        return Files.readString(ArgoLua.SCRIPTS.resolve(name + ".lua"));
    }

    private static String indented(int spaces, String text) {
        return text.replaceAll("(?m)^(?=.)", " ".repeat(spaces));
    }
}
