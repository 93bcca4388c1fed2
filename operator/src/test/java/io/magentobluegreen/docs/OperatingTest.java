package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.action.Finalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/operating.md} says what to do at each alert, and the names that people need in an emergency are right. */
class OperatingTest {
    private static final Page PAGE = Page.of("operating.md");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");

    @Test
    void saysWhatToDoAtEachAlert() throws IOException {
        List<String> alerts = ALERT.matcher(
                        Files.readString(Page.ROOT.resolve("helm/magento-release-operator/files/alerts.yaml")))
                .results()
                .map(alert -> "`" + alert.group(1) + "`")
                .toList();

        assertThat(PAGE.rows().stream().map(row -> row.get(0)).filter(cell -> cell.startsWith("`Magento")))
                .hasSizeGreaterThan(10)
                .containsExactlyElementsOf(alerts);
    }

    @Test
    void namesTheFinalizer() {
        assertThat(PAGE.text()).contains("`" + Finalizer.NAME + "`");
    }
}
