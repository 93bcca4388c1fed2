package io.magentobluegreen.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.manifest.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of {@code chart/golden}: values, and all that the chart renders with them. */
record ChartCase(Path folder) {

    private static final Path CASES = Path.of("src/test/resources/chart/golden");

    static Stream<ChartCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().map(ChartCase::new).toList().stream();
        }
    }

    /** The namespace for which the file is written. */
    String rendered() {
        return Chart.objects("operators", values()).stream()
                .map(ChartCase::shown)
                .collect(Collectors.joining("---\n"));
    }

    List<HasMetadata> objects(String namespace) {
        return Chart.objects(namespace, values());
    }

    String values() {
        return read(folder.resolve("values.yaml"));
    }

    Path expected() {
        return folder.resolve("expected.yaml");
    }

    /** Without what has tests of its own and would only churn here: schemas and dashboards. */
    private static String shown(HasMetadata object) {
        JsonNode tree = new KubernetesSerialization().convertValue(object, JsonNode.class);
        if (object.getKind().equals("CustomResourceDefinition")) {
            ((ObjectNode) tree).put("spec", "(as in crds/)");
        }
        if (object.getKind().equals("ConfigMap")) {
            ((ObjectNode) tree).put("data", "(the dashboard)");
        }
        return Yaml.write(tree);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
