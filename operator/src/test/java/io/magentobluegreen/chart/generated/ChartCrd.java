package io.magentobluegreen.chart.generated;

import io.magentobluegreen.chart.Chart;
import java.nio.file.Path;

/**
 * The chart's template of the definition in {@code crds/}. Helm never upgrades what lies in a chart's own {@code crds}
 * folder; a template is upgraded, and annotations keep it when the chart goes, however it is installed.
 */
final class ChartCrd {

    static final Path FILE = Chart.FOLDER.resolve("templates/crd.yaml");

    private static final String BEGIN = """
            {{- if .Values.crds.install }}
            # Made from crds/ of this project. Change the records there, then run: ./mvnw -Pcrds test
            """;
    private static final String METADATA = """
            metadata:
              labels:
                {{- include "operator.labels" . | nindent 4 }}
              annotations:
                # With the definition every store would go: its resource, and all that it owns.
                helm.sh/resource-policy: keep
                argocd.argoproj.io/sync-options: Prune=false,Delete=false
                kustomize.toolkit.fluxcd.io/prune: disabled
                {{- with .Values.crds.annotations }}
                {{- toYaml . | nindent 4 }}
                {{- end }}
            """;
    private static final String END = "{{- end }}\n";

    private ChartCrd() {}

    static String template(String definition) {
        String body =
                definition.lines().filter(line -> !line.startsWith("#")).reduce("", (text, line) -> text + line + "\n");
        String escaped = body.replace("{{", "{{ \"{{\" }}");
        return BEGIN + escaped.replaceFirst("(?m)^metadata:\n", METADATA.replace("$", "\\$")) + END;
    }
}
