package io.magentobluegreen.chart;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shipped Helm chart, rendered by Helm itself as a library. */
public final class Chart {

    /** What the chart is called, and what the tests call its release. */
    public static final String NAME = "magento-release-operator";

    /** Where the chart lies. */
    public static final Path FOLDER =
            Path.of("..", "helm", NAME).toAbsolutePath().normalize();

    /** A version for which the chart renders where no cluster is asked. */
    private static final String KUBERNETES = "1.36.3";

    private static final Set<String> RIGHTS =
            Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

    private Chart() {}

    /** Helm, about the chart. */
    public static Helm helm() {
        return new Helm(FOLDER);
    }

    /** What the chart renders in this namespace with these values. */
    static String text(String namespace, String values) {
        return withFile(
                values,
                file -> helm().template()
                        .withName(NAME)
                        .withNamespace(namespace)
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(file)
                        .call());
    }

    /** The objects that the chart renders in this namespace with these values. */
    public static List<HasMetadata> objects(String namespace, String values) {
        return parse(text(namespace, values));
    }

    /** The service account, the roles and the bindings of an operator that runs in this namespace with these values. */
    public static List<HasMetadata> rights(String namespace, String values) {
        return objects(namespace, values).stream()
                .filter(object -> RIGHTS.contains(object.getKind()))
                .toList();
    }

    /** What these values let the operator do: group, resource and verb, as {@code apps deployments get}. */
    public static Set<String> verbs(String values) {
        return rights(NAME, values).stream()
                .flatMap(object -> object instanceof ClusterRole role
                        ? role.getRules().stream()
                        : object instanceof Role role ? role.getRules().stream() : Stream.empty())
                .flatMap(Chart::verbs)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> verbs(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream()
                                .map(verb -> (group.isEmpty() ? "core" : group) + " " + resource + " " + verb)));
    }

    static List<HasMetadata> parse(String yaml) {
        Object parsed = new KubernetesSerialization().unmarshal(yaml);
        return (parsed instanceof Collection<?> several ? several : List.of(parsed))
                .stream().map(HasMetadata.class::cast).toList();
    }

    /** Calls Helm with a file that holds these values. */
    public static <T> T withFile(String values, Function<Path, T> call) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                return call.apply(Files.writeString(file, values));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing values for Helm", e);
        }
    }
}
