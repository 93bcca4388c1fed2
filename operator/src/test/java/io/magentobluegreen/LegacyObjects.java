package io.magentobluegreen;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/** A store as it was run before there was an operator: a Deployment and a Service, made by hand. */
public final class LegacyObjects {
    /** Of the Deployment. */
    public static final String NAME = "legacy";

    public static final Map<String, String> SELECTOR = Map.of("app", NAME);

    private static final int PORT = 8080;

    private LegacyObjects() {}

    public static Service service(String namespace, String name, int port) {
        // spotless:off
        return new ServiceBuilder()
                .withNewMetadata()
                    .withName(name)
                    .withNamespace(namespace)
                    .withLabels(Map.of("app.kubernetes.io/managed-by", "Helm"))
                .endMetadata()
                .withNewSpec()
                    .withSelector(SELECTOR)
                    .addNewPort()
                        .withName("web")
                        .withPort(port)
                        .withTargetPort(new IntOrString(PORT))
                    .endPort()
                .endSpec()
                .build();
        // spotless:on
    }

    public static Deployment deployment(String namespace, String image, int pods) {
        // spotless:off
        return new DeploymentBuilder()
                .withNewMetadata()
                    .withName(NAME)
                    .withNamespace(namespace)
                    .withAnnotations(Map.of("made-by", "hand"))
                .endMetadata()
                .withNewSpec()
                    .withReplicas(pods)
                    .withNewSelector()
                        .withMatchLabels(SELECTOR)
                    .endSelector()
                    .withNewTemplate()
                        .withNewMetadata()
                            .withLabels(SELECTOR)
                        .endMetadata()
                        .withNewSpec()
                            .addNewContainer()
                                .withName("web")
                                .withImage(image)
                                .addNewPort()
                                    .withName("http")
                                    .withContainerPort(PORT)
                                .endPort()
                            .endContainer()
                        .endSpec()
                    .endTemplate()
                .endSpec()
                .build();
        // spotless:on
    }
}
