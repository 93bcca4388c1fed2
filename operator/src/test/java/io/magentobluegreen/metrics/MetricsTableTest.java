package io.magentobluegreen.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is served and what {@code docs/metrics.md} says of it. */
class MetricsTableTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(magento_\\w+)` \\| (\\w+) \\| ([^|]*)\\|");

    @Test
    void hasARowForEachFamilyAndNoOther() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .forEach(row -> documented.put(row.group(1), row.group(2) + " " + labels(row.group(3))));

        assertThat(Families.of(new BusyMeters().scrape())).isEqualTo(documented);
    }

    private static String labels(String cell) {
        return cell.replace("`", "").replace(" ", "");
    }

    @Test
    void measuresWhatTheFrameworkDoesInLabelsWithFewValues() {
        String scraped = new BusyMeters().scrape();

        assertThat(scraped)
                .contains("magento_release_reconcile_queue{kind=\"MagentoRelease\"}")
                .contains("magento_release_reconcile_running{kind=\"Service\"}")
                .contains("magento_release_reconcile_failures_total{exception=\"IllegalStateException\"")
                .doesNotContain("operator_sdk");
    }

    @Test
    void countsARequestThatWasNotAnswered() {
        OperatorMeters meters = new OperatorMeters();

        assertThatThrownBy(() -> BusyMeters.askNobody(meters)).isInstanceOf(IOException.class);

        assertThat(meters.scrape("text/plain"))
                .contains("magento_release_api_requests_total{code=\"error\",resource=\"pods\",verb=\"get\"} 1.0");
    }
}
