package io.magentobluegreen.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.CommittedCrd;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.SetIdentity;
import io.magentobluegreen.manifest.Yaml;
import io.magentobluegreen.manifest.job.JobRequest;
import io.magentobluegreen.manifest.job.Jobs;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator of an earlier version left behind means the same to this one. */
class LastVersionTest {
    /** A file of the set's ConfigMap, as a container sees it. */
    private static final Pattern FILE = Pattern.compile("/etc/magento-bluegreen/release/([-a-z.]+)");

    private static final List<Step> JOBS = List.of(
            Step.PREFLIGHT,
            Step.UPGRADE,
            Step.CLEAN_LIVE,
            Step.CLEAN,
            Step.REINDEX,
            Step.CUTOVER_CLEAN,
            Step.PURGE,
            Step.BACK_CLEAN,
            Step.CHECK_JOBS);

    static List<Path> versions() {
        return LastVersions.all();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void losesNothingByTheDefinitionOfNow(Path version) {
        JsonNode now = Yaml.parse(CommittedCrd.text(), JsonNode.class);

        assertThat(DefinitionBreaks.between(Yaml.read(version.resolve("definition.yml")), now))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void hasSamplesOfEveryFieldItDefines(Path version) {
        JsonNode sample = Yaml.read(version.resolve("resource.yaml"));
        JsonNode schema = Yaml.read(version.resolve("definition.yml")).at("/spec/versions/0/schema/openAPIV3Schema");

        assertThat(fields("", schema).filter(field -> !field.endsWith(".overlapDuration")))
                .hasSizeGreaterThan(130)
                .isSubsetOf(paths("", sample).toList());
    }

    private static Stream<String> paths(String path, JsonNode node) {
        return node.isArray()
                ? node.valueStream().flatMap(item -> paths(path + "[]", item))
                : node.properties().stream().flatMap(field -> {
                    String below = path + "." + field.getKey();
                    return Stream.concat(Stream.of(below), paths(below, field.getValue()));
                });
    }

    private static Stream<String> fields(String path, JsonNode schema) {
        Stream<String> inItems = schema.has("items") ? fields(path + "[]", schema.get("items")) : Stream.empty();
        return Stream.concat(
                inItems,
                schema.path("properties").properties().stream()
                        .flatMap(field -> Stream.concat(
                                Stream.of(path + "." + field.getKey()),
                                fields(path + "." + field.getKey(), field.getValue()))));
    }

    /** Whatever the records of now do not know would be missing. */
    @ParameterizedTest
    @MethodSource("versions")
    void hasResourcesOfWhichNoFieldIsLost(Path version) {
        JsonNode sample = Yaml.read(version.resolve("resource.yaml"));

        MagentoRelease read = LastVersions.read(version, "resource.yaml", MagentoRelease.class);

        JsonNode again = plain(LastVersions.written(read));
        assertThat(again.get("spec")).isEqualTo(plain(sample.get("spec")));
        assertThat(again.get("status")).isEqualTo(plain(sample.get("status")));
    }

    /** As the same mapper reads it. */
    private static JsonNode plain(JsonNode node) {
        return Serialization.unmarshal(node.toString(), JsonNode.class);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void hasRecordsThatAreReadAndWrittenAsTheyWere(Path version) {
        Deployment set = LastVersions.read(version, "set.yaml", Deployment.class);
        Service service = LastVersions.read(version, "service.yaml", Service.class);

        assertThat(Recorded.on(set).map(RecordCodec::write))
                .contains(set.getMetadata().getAnnotations().get(RecordCodec.SET));
        assertThat(Recorded.on(service).map(RecordCodec::write))
                .contains(service.getMetadata().getAnnotations().get(RecordCodec.LIVE));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void hasALedgerThatIsReadAndWrittenAsItWas(Path version) {
        Map<String, String> ledger =
                LastVersions.read(version, "ledger.yaml", ConfigMap.class).getData();

        assertThat(LedgerCodec.read(ledger).map(LedgerCodec::write)).contains(ledger);
    }

    /** A set keeps the programs it was made with; Jobs of now run in it. */
    @ParameterizedTest
    @MethodSource("versions")
    void hasTheProgramsThatJobsOfNowRun(Path version) {
        Deployment set = LastVersions.read(version, "set.yaml", Deployment.class);
        MagentoRelease resource = LastVersions.read(version, "resource.yaml", MagentoRelease.class);
        Jobs jobs = Jobs.in(
                new SetIdentity("shop", "shop", "u1", "0123456789", "blue"),
                set.getSpec().getTemplate(),
                resource.getSpec());

        TreeSet<String> used = JOBS.stream()
                .map(step -> jobs.of(new JobRequest(new ReleaseName("0123456789", 7), step, 1, Map.of())))
                .flatMap(LastVersionTest::files)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).contains("job.sh", "seed.sh", "overrides.json", "job-overrides.json");
        assertThat(LastVersions.read(version, "files.yaml", ConfigMap.class).getData())
                .containsKeys(used.toArray(String[]::new));
    }

    private static Stream<String> files(Job job) {
        return FILE.matcher(Serialization.asJson(job)).results().map(LastVersionTest::name);
    }

    private static String name(MatchResult file) {
        return file.group(1);
    }
}
