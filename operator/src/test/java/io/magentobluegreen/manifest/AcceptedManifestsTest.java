package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.magentobluegreen.Edits;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes each object that we make as it is, in a namespace at the restricted Pod Security level. */
@NeedsRealApiServer
class AcceptedManifestsTest {

    private static final String SHOP = "shop";

    private static KubernetesClient client;
    private static String namespace;

    @BeforeAll
    static void restrictANamespace() {
        client = RealApiServer.require().admin();
        namespace = RealApiServer.require().newNamespace();
        Edits.edit(
                client.namespaces().withName(namespace),
                found -> new NamespaceBuilder(found)
                        .editMetadata()
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build());
        Stream.of("default", SHOP).forEach(AcceptedManifestsTest::makeServiceAccount);
        client.resource(new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName(SHOP)
                        .endMetadata()
                        .withValue(1)
                        .build())
                .serverSideApply();
    }

    private static void makeServiceAccount(String name) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    static Stream<Arguments> objects() throws IOException {
        return GoldenManifestsTest.objects();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void takesTheObjectAsItIs(Object file, HasMetadata object) {
        object.getMetadata().setNamespace(namespace);

        HasMetadata taken = client.resource(object).dryRun().create();

        assertThat(taken.getMetadata().getName()).isEqualTo(object.getMetadata().getName());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void takesItsPodsAtTheRestrictedLevel(Object file, HasMetadata object) {
        template(object).ifPresent(template -> {
            Pod pod = pod(template);

            Pod taken = client.resource(pod).dryRun().create();

            assertThat(taken.getSpec().getContainers())
                    .hasSameSizeAs(template.getSpec().getContainers());
        });
    }

    /** The control: without it a server that restricts nothing would pass all of this. */
    @Test
    void refusesAPodThatMayBecomeRoot() {
        PodTemplateSpec template = new PodTemplateSpecBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("registry.example.com/shop/php:1")
                .endContainer()
                .endSpec()
                .build();
        NamespaceableResource<Pod> pod = client.resource(pod(template));

        assertThatThrownBy(() -> pod.dryRun().create()).hasMessageContaining("violates PodSecurity \"restricted");
    }

    private static Optional<PodTemplateSpec> template(HasMetadata object) {
        if (object instanceof Deployment deployment) {
            return Optional.of(deployment.getSpec().getTemplate());
        }
        return object instanceof Job job ? Optional.of(job.getSpec().getTemplate()) : Optional.empty();
    }

    private static Pod pod(PodTemplateSpec template) {
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withGenerateName("test-")
                .withNamespace(namespace)
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }
}
