package io.magentobluegreen.manifest.job;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.SetIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Jobs of a release. Each is one pod that runs once: it is never tried again by Kubernetes, and its verdict is what
 * its script wrote as termination message.
 *
 * <p>The upgrade is unlike the others. It is born suspended, and its resume says until when it may begin; it has no
 * deadline, an endless patience with SIGTERM and no owner, because half an upgrade is worse than a late one. A reindex
 * has no deadline either. Every other Job ends at the deadline of its step and goes with the resource.
 */
public final class Jobs {

    /** Before its resume an upgrade may not begin: the past, as epoch seconds. */
    private static final String NEVER = "0";

    private final SetIdentity runs;
    private final PodTemplateSpec web;
    private final MagentoReleaseSpec spec;

    private Jobs(SetIdentity runs, PodTemplateSpec web, MagentoReleaseSpec spec) {
        this.runs = runs;
        this.web = web;
        this.spec = spec;
    }

    /**
     * Jobs in the image of one set.
     *
     * @param runs the set whose image, env.php and cache prefix they have
     * @param web the pod template of that set's Deployment
     * @param spec what is asked for now; it says nothing about image and env.php here
     */
    public static Jobs in(SetIdentity runs, PodTemplateSpec web, MagentoReleaseSpec spec) {
        return new Jobs(runs, web, spec);
    }

    /** @throws IllegalArgumentException for a step that has no Job */
    public Job of(JobRequest request) {
        JobStep step = JobStep.of(request, spec);
        // spotless:off
        return new JobBuilder()
                .withNewMetadata()
                    .withName(request.name(runs.store()))
                    .withNamespace(runs.namespace())
                    .withLabels(step.upgrade() ? Labels.unowned(labels(request)) : labels(request))
                    .withAnnotations(annotations(request, step))
                    .withOwnerReferences(
                            step.upgrade() ? List.of() : List.of(runs.owner().reference()))
                .endMetadata()
                .withNewSpec()
                    .withParallelism(1)
                    .withCompletions(1)
                    .withBackoffLimit(0)
                    .withSuspend(step.upgrade())
                    // A pod that is ending still runs: the Job has not failed before it has gone.
                    .withPodReplacementPolicy("Failed")
                    .withActiveDeadlineSeconds(
                            step.deadline().map(Duration::toSeconds).orElse(null))
                    .withNewTemplate()
                        .withNewMetadata()
                            .withLabels(labels(request))
                            .withAnnotations(podAnnotations(step))
                        .endMetadata()
                        .withSpec(new JobPod(web).spec(step))
                    .endTemplate()
                .endSpec()
                .build();
        // spotless:on
    }

    private Map<String, String> labels(JobRequest request) {
        return Labels.job(
                runs.store(), request.release().toString(), request.step().text(), runs.revision());
    }

    private Map<String, String> annotations(JobRequest request, JobStep step) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(Annotations.DESCRIPTION, step.description() + " Release " + request.release() + ".");
        annotations.put(Annotations.ATTEMPT, Integer.toString(request.attempt()));
        annotations.put(Annotations.SUBJECT, request.argument(JobRequest.SUBJECT, ""));
        annotations.put(Annotations.IMAGE, new JobPod(web).image());
        return annotations;
    }

    private static Map<String, String> podAnnotations(JobStep step) {
        Map<String, String> annotations = new TreeMap<>(Map.of(Annotations.SAFE_TO_EVICT, "false"));
        if (step.upgrade()) {
            annotations.put(Annotations.BEGIN_BEFORE, NEVER);
        }
        return annotations;
    }
}
