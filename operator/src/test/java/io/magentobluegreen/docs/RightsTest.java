package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.chart.Chart;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} names every right that the chart gives with its reason, and no other. */
class RightsTest {
    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "*");

    /** Rows of the form: API group, resource, verbs, why. */
    private static Stream<List<String>> rows() {
        return Page.of("security.md").rows().stream()
                .filter(row -> row.size() == 4 && row.get(2).contains("`"))
                .filter(row -> verbs(row).stream().allMatch(VERBS::contains));
    }

    private static List<String> verbs(List<String> row) {
        return List.of(row.get(2).replace("`", "").split(" "));
    }

    @Test
    void areAllExplained() {
        Set<String> explained = rows().flatMap(row ->
                        verbs(row).stream().map(verb -> plain(row.get(0)) + " " + plain(row.get(1)) + " " + verb))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained)
                .as("rights in docs/security.md")
                .isEqualTo(Chart.verbs("storefront: {portForward: true}"));
    }

    @Test
    void haveAReasonEach() {
        assertThat(rows())
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(row.get(3)).hasSizeGreaterThan(15));
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
