package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/**
 * The Deployment of a set. It is born with no replicas: it is the record of its release first, and pods come when the
 * preflight has passed.
 *
 * <p>It is POSTed once and its template is never applied again, so that a new version of the operator leaves every
 * existing set as it is.
 */
public final class WebDeployment {

    /** How long Kubernetes calls a rollout of it progressing: the deadline of a release's start. */
    static final int PROGRESS_DEADLINE_SECONDS = 600;

    private static final int MIN_READY_SECONDS = 1;

    private WebDeployment() {}

    /**
     * @param image what the set runs, as the spec names it
     * @param template from {@link WebPod}
     * @param records annotations of the release's record
     */
    public static Deployment of(SetIdentity set, String image, PodTemplateSpec template, Map<String, String> records) {
        Map<String, String> annotations = Annotations.described(
                "Release " + set.revision() + " of store " + set.store()
                        + ". The operator keeps the release's record in these annotations and its size in replicas.",
                records);
        annotations.put(Annotations.IMAGE, image);
        // spotless:off
        return new DeploymentBuilder()
                .withNewMetadata()
                    .withName(set.name())
                    .withNamespace(set.namespace())
                    .withLabels(Labels.set(set))
                    .withAnnotations(annotations)
                    .withOwnerReferences(set.owner().reference())
                .endMetadata()
                .withNewSpec()
                    .withReplicas(0)
                    .withMinReadySeconds(MIN_READY_SECONDS)
                    .withProgressDeadlineSeconds(PROGRESS_DEADLINE_SECONDS)
                    // A set is one revision: there is no older ReplicaSet to go back to.
                    .withRevisionHistoryLimit(0)
                    // Should somebody change the template of a live set, no pod goes before its replacement is ready.
                    .withNewStrategy()
                        .withType("RollingUpdate")
                        .withNewRollingUpdate()
                            .withMaxUnavailable(new IntOrString(0))
                            .withMaxSurge(new IntOrString("25%"))
                        .endRollingUpdate()
                    .endStrategy()
                    .withNewSelector()
                        .withMatchLabels(Labels.selector(set))
                    .endSelector()
                    .withTemplate(template)
                .endSpec()
                .build();
        // spotless:on
    }
}
