package io.magentobluegreen.chart.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.chart.Chart;
import io.magentobluegreen.manifest.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every file of {@code helm/kustomize}, made from what the chart renders: the definition, the operator for all namespaces,
 * the operator for its own, both with the definition, and a component for each part that is optional.
 */
public final class Kustomize {

    /** Where it lies. */
    public static final Path FOLDER =
            Path.of("..", "helm", "kustomize").toAbsolutePath().normalize();

    private static final String HEADER =
            "# Made from the chart beside this folder. Change that, then run: ./mvnw -Pcrds test\n";
    private static final String OWN_NAMESPACE = "watchNamespaces: [" + Chart.NAME + "]";
    private static final Map<String, String> COMPONENTS = Map.of(
            "service-monitor", "serviceMonitor",
            "prometheus-rule", "prometheusRule",
            "grafana-dashboard", "dashboard",
            "network-policy", "networkPolicy");

    private final Map<String, String> files = new TreeMap<>();

    private Kustomize() {}

    /** Texts by path below the folder. */
    static Map<String, String> files() {
        Kustomize made = new Kustomize();
        made.folder("crd", made.kept("", object -> isDefinition(object)));
        made.folder("operator", made.kept("", object -> !isDefinition(object)));
        made.folder("operator-one-namespace", made.kept(OWN_NAMESPACE, object -> !isDefinition(object)));
        made.both("base", "operator");
        made.both("one-namespace", "operator-one-namespace");
        COMPONENTS.forEach(made::component);
        return made.files;
    }

    private static boolean isDefinition(HasMetadata object) {
        return object.getKind().equals("CustomResourceDefinition");
    }

    private List<HasMetadata> kept(String values, Predicate<HasMetadata> filter) {
        return Chart.objects(Chart.NAME, values).stream().filter(filter).toList();
    }

    private void both(String folder, String operator) {
        files.put(folder + "/kustomization.yaml", kustomization("Kustomization", List.of("../crd", "../" + operator)));
    }

    private void folder(String folder, List<HasMetadata> objects) {
        write(folder, "Kustomization", objects);
    }

    /** What comes on top of the rest when this part is enabled. */
    private void component(String name, String part) {
        List<String> usual =
                Chart.objects(Chart.NAME, "").stream().map(Kustomize::file).toList();
        List<HasMetadata> added = Chart.objects(Chart.NAME, part + ": {enabled: true}").stream()
                .filter(object -> !usual.contains(file(object)))
                .toList();
        write("components/" + name, "Component", added);
    }

    private void write(String folder, String kind, List<HasMetadata> objects) {
        objects.forEach(object -> files.put(folder + "/" + file(object), HEADER + yaml(object)));
        files.put(
                folder + "/kustomization.yaml",
                kustomization(
                        kind, objects.stream().map(Kustomize::file).sorted().toList()));
    }

    private static String kustomization(String kind, List<String> resources) {
        String version = kind.equals("Component") ? "v1alpha1" : "v1beta1";
        return HEADER + "apiVersion: kustomize.config.k8s.io/" + version + "\nkind: " + kind + "\nresources:\n"
                + resources.stream().map(name -> "  - " + name + "\n").collect(Collectors.joining());
    }

    private static String file(HasMetadata object) {
        String name = object.getMetadata().getName();
        String part = name.startsWith(Chart.NAME + "-") ? name.substring(Chart.NAME.length()) : "";
        return object.getKind().toLowerCase(Locale.ROOT) + part + ".yaml";
    }

    /** Without what only Helm wants to know. */
    private static String yaml(HasMetadata object) {
        JsonNode tree = new KubernetesSerialization().convertValue(object, JsonNode.class);
        forgetHelm(tree.at("/metadata/labels"));
        forgetHelm(tree.at("/metadata/annotations"));
        return Yaml.write(tree);
    }

    private static void forgetHelm(JsonNode map) {
        if (map instanceof ObjectNode entries) {
            entries.remove(List.of("helm.sh/chart", "helm.sh/resource-policy", "app.kubernetes.io/managed-by"));
        }
    }
}
