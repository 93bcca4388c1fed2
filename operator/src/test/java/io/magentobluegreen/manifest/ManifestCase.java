package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.manifest.job.JobRequest;
import io.magentobluegreen.manifest.job.Jobs;
import io.magentobluegreen.manifest.podpatch.PodPatch;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every object that the operator makes for one resource, by the name of the golden file that shows it. */
record ManifestCase(MagentoRelease release) {

    private static final byte[] ENV = "<?php return ['db' => []];".getBytes(StandardCharsets.UTF_8);
    private static final List<Step> JOBS = List.of(
            Step.PREFLIGHT,
            Step.UPGRADE,
            Step.CLEAN_LIVE,
            Step.CLEAN,
            Step.REINDEX,
            Step.CUTOVER_CLEAN,
            Step.PURGE,
            Step.BACK_CLEAN);

    static ManifestCase read(Path folder) {
        return new ManifestCase(Yaml.read(folder.resolve("release.yaml"), MagentoRelease.class));
    }

    Map<String, HasMetadata> objects() {
        Map<String, HasMetadata> objects = new TreeMap<>();
        ConfigMap configMap = SetObjects.configMap(set(), spec(), deployment());
        objects.put("deployment", deployment());
        objects.put("configmap", configMap);
        objects.put(
                "service-created", Services.created(release, Services.nothing("shop"), Map.of("example.com/r", "1")));
        objects.put("service-applied", Services.applied(release));
        objects.put("service-preview", Services.preview(release, set()));
        objects.put("ledger", LedgerMap.of("shop", "shop", Map.of("next", "7")));
        boolean snapshot = spec().env().snapshot();
        objects.put(
                "live-configmap",
                LiveObjects.configMap(
                        set(),
                        spec().image(),
                        configMap,
                        snapshot ? "shop-live" : spec().env().secretName(),
                        snapshot ? "env.php" : spec().env().key()));
        if (snapshot) {
            Secret secret = SetObjects.secret(set(), ENV);
            objects.put("secret", secret);
            objects.put("live-secret", LiveObjects.secret(set(), secret));
        }
        addJobs(objects);
        return objects;
    }

    private void addJobs(Map<String, HasMetadata> objects) {
        Jobs jobs = Jobs.in(set(), deployment().getSpec().getTemplate(), spec());
        for (Step step : JOBS) {
            objects.put("job-" + step.text(), jobs.of(request(step, Map.of("subject", "the-subject"))));
        }
        if (!spec().verification().jobs().isEmpty()) {
            objects.put("job-check", jobs.of(request(Step.CHECK_JOBS, Map.of())));
        }
    }

    private static JobRequest request(Step step, Map<String, String> arguments) {
        return new JobRequest(new ReleaseName("0123456789", 7), step, 2, arguments);
    }

    Deployment deployment() {
        return WebDeployment.of(set(), spec().image(), template(), Map.of("example.com/record", "{}"));
    }

    private PodTemplateSpec template() {
        PodPatch.Result result = WebPod.of(set(), spec());
        if (result instanceof PodPatch.Patched patched) {
            return patched.template();
        }
        throw new AssertionError(result);
    }

    SetIdentity set() {
        return new SetIdentity("shop", "shop", release.getMetadata().getUid(), "0123456789", "blue");
    }

    private MagentoReleaseSpec spec() {
        return release.getSpec();
    }

    /** The programs and the copy of the Deployment have tests of their own: here they would only churn. */
    static HasMetadata withoutSources(HasMetadata object) {
        if (!(object instanceof ConfigMap map) || map.getData() == null) {
            return object;
        }
        Map<String, String> data = new TreeMap<>(map.getData());
        data.keySet().removeAll(JobPrograms.NAMES);
        data.replaceAll((file, text) -> file.matches(".*[.](sh|php|conf)|deployment.json") ? "(text)" : text);
        return new ConfigMapBuilder(map).withData(data).build();
    }
}
