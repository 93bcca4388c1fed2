package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
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

    /** Resource and verb, as {@code pods get}. */
    private static Set<String> given() {
        return Chart.rights("operators", "storefront: {portForward: true}").stream()
                .flatMap(object -> object instanceof ClusterRole role
                        ? role.getRules().stream()
                        : object instanceof Role role ? role.getRules().stream() : Stream.empty())
                .flatMap(RightsTest::rights)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> rights(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream()
                                .map(verb -> (group.isEmpty() ? "core" : group) + " " + resource + " " + verb)));
    }

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

        assertThat(explained).as("rights in docs/security.md").isEqualTo(given());
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
