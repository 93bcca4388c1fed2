package io.magentobluegreen.chart.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.chart.Chart;
import java.util.List;
import java.util.stream.Stream;

/** The alerts and the dashboard as the chart renders them. */
final class Watching {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private Watching() {}

    /** The groups of alerts. */
    static JsonNode groups(String values) {
        return rendered("PrometheusRule", "prometheusRule", values).at("/spec/groups");
    }

    /** The alerts of every group. */
    static List<JsonNode> alerts(String values) {
        return groups(values)
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream())
                .toList();
    }

    static JsonNode dashboard() {
        return Chart.objects(Chart.NAME, "dashboard: {enabled: true}").stream()
                .filter(ConfigMap.class::isInstance)
                .flatMap(map -> ((ConfigMap) map).getData().values().stream())
                .map(text -> JSON.unmarshal(text, JsonNode.class))
                .findFirst()
                .orElseThrow();
    }

    /** Whatever a panel or an alert asks Prometheus for. */
    static Stream<Query> queries() {
        Stream<String> panels = dashboard()
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.get("expr").asText());
        Stream<String> alerts =
                alerts("{}").stream().map(alert -> alert.get("expr").asText());
        return Stream.concat(panels, alerts).map(Query::new);
    }

    private static JsonNode rendered(String kind, String part, String values) {
        HasMetadata object = Chart.objects(Chart.NAME, part + ": {enabled: true, " + values.substring(1)).stream()
                .filter(each -> each.getKind().equals(kind))
                .findFirst()
                .orElseThrow();
        return JSON.convertValue(object, JsonNode.class);
    }
}
