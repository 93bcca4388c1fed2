package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.manifest.job.JobRequest;
import io.magentobluegreen.manifest.job.Jobs;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobsTest {

    private static final Path CASES = Path.of("src/test/resources/manifests");

    private final ManifestCase everything = ManifestCase.read(CASES.resolve("everything"));
    private final ManifestCase nginx = ManifestCase.read(CASES.resolve("with-nginx"));

    static Stream<Job> jobs() throws Exception {
        return GoldenManifestsTest.cases()
                .flatMap(folder -> ManifestCase.read(folder).objects().values().stream())
                .filter(Job.class::isInstance)
                .map(Job.class::cast);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void areNeverServed(Job job) {
        PodTemplateSpec template = job.getSpec().getTemplate();

        assertThat(template.getMetadata().getLabels()).containsEntry(Labels.ROLE, "job");
        assertThat(template.getSpec().getContainers())
                .allSatisfy(container -> assertThat(container.getPorts()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void runOnceAndAreNeverTriedAgainByTheCluster(Job job) {
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isNull();
        assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void neverEndAnUpgrade() {
        Job upgrade = job(everything, Step.UPGRADE, Map.of());

        assertThat(upgrade.getSpec().getSuspend()).isTrue();
        assertThat(upgrade.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(upgrade.getSpec().getActiveDeadlineSeconds()).isNull();
        assertThat(upgrade.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
                .isEqualTo(7200);
    }

    @Test
    void letNoUpgradeBeginBeforeItsResume() {
        Job upgrade = job(everything, Step.UPGRADE, Map.of());

        assertThat(upgrade.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry(Annotations.BEGIN_BEFORE, "0");
    }

    @Test
    void runTheCommandThatIsDue() {
        Job upgrade = job(everything, Step.UPGRADE, Map.of(JobRequest.UPGRADE_COMMAND, "due"));

        assertThat(environment(upgrade)).contains(new EnvVar("UPGRADE_COMMAND", "due", null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"PREFLIGHT", "UPGRADE", "REINDEX"})
    void waitForATableAsLongAsTheSpecOfNowSays(Step step) {
        MagentoReleaseSpec changed = Serialization.unmarshal(
                "image: a\nenv: {secretName: b}\nupgrade: {lockWaitTimeout: 2m}", MagentoReleaseSpec.class);
        PodTemplateSpec asItWasMade = everything.deployment().getSpec().getTemplate();

        Job job = Jobs.in(everything.set(), asItWasMade, changed)
                .of(new JobRequest(new ReleaseName("0123456789", 8), step, 1, Map.of()));

        assertThat(environment(job)).contains(new EnvVar("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", "120", null));
    }

    @Test
    void overrideWhatThePatchCallsTheSame() {
        Job clean = job(everything, Step.CUTOVER_CLEAN, Map.of());

        assertThat(environment(clean).stream()
                        .filter(variable -> variable.getName().equals("CACHE_TYPES"))
                        .map(EnvVar::getValue))
                .containsExactly("config full_page");
    }

    @Test
    void runTheStoresImageWhereNginxServes() {
        Container container = container(job(nginx, Step.PREFLIGHT, Map.of()));

        assertThat(container.getImage()).isEqualTo("registry.example.com/shop/php:2.1.0");
        assertThat(container.getLifecycle()).isNull();
    }

    @Test
    void writeTheirVerdictWhereTheScriptDoes() {
        PodTemplateSpec patched = new PodTemplateSpecBuilder(
                        nginx.deployment().getSpec().getTemplate())
                .editSpec()
                .editFirstContainer()
                .withTerminationMessagePath("/tmp/last-words")
                .endContainer()
                .endSpec()
                .build();

        Job job = Jobs.in(nginx.set(), patched, nginx.release().getSpec())
                .of(new JobRequest(new ReleaseName("0123456789", 7), Step.CLEAN, 1, Map.of()));

        assertThat(container(job).getTerminationMessagePath()).isNull();
    }

    @Test
    void runAllChecksOfTheStoreInOnePod() {
        Job check = job(everything, Step.CHECK_JOBS, Map.of());

        assertThat(check.getSpec().getTemplate().getSpec().getContainers())
                .extracting(Container::getName)
                .containsExactly("check-smoke", "check-entrypoint");
        assertThat(check.getSpec().getActiveDeadlineSeconds()).isEqualTo(600);
    }

    @Test
    void knowAStoreWithoutChecks() {
        assertThatThrownBy(() -> job(nginx, Step.CHECK_JOBS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spec.verification.jobs is empty");
    }

    @Test
    void copyTheConfigurationWhereItCanBeWritten() {
        Container seed = seed(job(nginx, Step.UPGRADE, Map.of()));

        assertThat(seed.getCommand())
                .containsExactly(
                        "/bin/sh",
                        "/etc/magento-bluegreen/release/seed.sh",
                        "/var/www/html/app/etc",
                        "/etc/magento-bluegreen/etc");
        assertThat(seed.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/etc/magento-bluegreen/release", "/etc/magento-bluegreen/etc");
    }

    private static Container seed(Job job) {
        return job.getSpec().getTemplate().getSpec().getInitContainers().get(0);
    }

    @Test
    void knowWhichStepsHaveNone() {
        assertThatThrownBy(() -> job(everything, Step.FLIP, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The step flip has no Job");
    }

    private static Job job(ManifestCase made, Step step, Map<String, String> arguments) {
        return Jobs.in(
                        made.set(),
                        made.deployment().getSpec().getTemplate(),
                        made.release().getSpec())
                .of(new JobRequest(new ReleaseName("0123456789", 7), step, 1, arguments));
    }

    private static Container container(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    private static List<EnvVar> environment(Job job) {
        return container(job).getEnv();
    }
}
