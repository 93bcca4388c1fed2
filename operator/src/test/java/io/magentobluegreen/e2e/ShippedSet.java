package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.manifest.SetIdentity;
import io.magentobluegreen.manifest.SetObjects;
import io.magentobluegreen.manifest.WebDeployment;
import io.magentobluegreen.manifest.WebPod;
import io.magentobluegreen.manifest.job.JobRequest;
import io.magentobluegreen.manifest.job.JobVerdict;
import io.magentobluegreen.manifest.job.Jobs;
import io.magentobluegreen.manifest.podpatch.PodPatch;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A set exactly as the operator makes it, without the operator: shows what pods and Jobs do by themselves on a real cluster. */
record ShippedSet(Stage stage, MagentoRelease release, SetIdentity set, PodTemplateSpec template) {

    /** Creates the set of this release of the store, and the live Service when there is none; waits for two ready pods. */
    static ShippedSet start(Stage stage, int number, String colour) {
        stage.store().release(number);
        var release = stage.client()
                .resources(MagentoRelease.class)
                .inNamespace(stage.namespace())
                .withName("shop")
                .get();
        var identity = new SetIdentity(
                "shop", stage.namespace(), release.getMetadata().getUid(), "000000000" + number, colour);
        var pods = (PodPatch.Patched) WebPod.of(identity, release.getSpec());
        var set = new ShippedSet(stage, release, identity, pods.template());
        set.create();
        return set;
    }

    private void create() {
        var deployment = WebDeployment.of(set, release.getSpec().image(), template, Map.of());
        stage.client()
                .resource(SetObjects.configMap(set, release.getSpec(), deployment))
                .create();
        stage.client().resource(SetObjects.secret(set, stage.store().env())).create();
        deployment.getSpec().setReplicas(2);
        var made = stage.client().resource(deployment).create();
        if (stage.liveService() == null) {
            stage.client()
                    .resource(Services.created(release, Labels.selector(set), Map.of()))
                    .create();
        }
        stage.awaits(
                "the set",
                Duration.ofMinutes(1),
                () -> stage.client().resource(made).get(),
                ShippedSet::isWhole);
    }

    private static boolean isWhole(Deployment deployment) {
        return Readiness.isDeploymentReady(deployment);
    }

    /** Sends the live Service's traffic to this set, as the flip's write does. */
    void takesTheTraffic() {
        stage.edits(service -> service.getSpec().setSelector(Labels.selector(set)));
    }

    void scaledTo(int replicas) {
        stage.client()
                .apps()
                .deployments()
                .inNamespace(stage.namespace())
                .withName(set.name())
                .scale(replicas);
    }

    /** Deletes every pod, and waits until all of them have ended and others are ready. */
    void replacesItsPods() {
        var old = pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
        pods().forEach(pod -> stage.client().resource(pod).delete());
        stage.awaits(
                "new pods only",
                Duration.ofMinutes(2),
                this::pods,
                pods -> pods.size() == 2
                        && pods.stream()
                                .allMatch(pod -> Readiness.isPodReady(pod)
                                        && !old.contains(pod.getMetadata().getUid())));
    }

    List<Pod> pods() {
        return stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withLabels(Labels.selector(set))
                .list()
                .getItems();
    }

    /** Runs a Job of this step, resumed at once if it is the upgrade, to its verdict. */
    JobVerdict runs(Step step) {
        var request = new JobRequest(new ReleaseName(set.revision(), 1), step, 1, Map.of());
        var job = Jobs.in(set, template, release.getSpec()).of(request);
        if (step == Step.UPGRADE) {
            job.getSpec().setSuspend(false);
            job.getSpec()
                    .getTemplate()
                    .getMetadata()
                    .getAnnotations()
                    .put(
                            Annotations.BEGIN_BEFORE,
                            Long.toString(Instant.now().plusSeconds(600).getEpochSecond()));
        }
        var created = stage.client().resource(job).create();
        stage.awaits(
                "the end of " + step,
                Duration.ofMinutes(2),
                () -> stage.client().resource(created).get(),
                ShippedSet::hasEnded);
        return verdict(step, created);
    }

    private static boolean hasEnded(Job job) {
        return job.getStatus().getConditions().stream()
                .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType()));
    }

    private JobVerdict verdict(Step step, HasMetadata job) {
        var ended = stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withLabel("job-name", job.getMetadata().getName())
                .list()
                .getItems()
                .get(0)
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getState()
                .getTerminated();
        return JobVerdict.read(step.text(), ended.getExitCode(), ended.getMessage());
    }
}
