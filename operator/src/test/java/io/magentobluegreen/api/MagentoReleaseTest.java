package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.spec.PromotionSpec;
import io.magentobluegreen.api.spec.UpgradeSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MagentoReleaseTest {

    private static final String SMALLEST = """
            apiVersion: magento-bluegreen.io/v1alpha1
            kind: MagentoRelease
            metadata: {name: shop, namespace: shop}
            spec:
              image: registry.example.com/shop/php:2.1.0
              env: {secretName: shop-env}
              verification: {host: www.example.com}
            """;

    @Test
    void fillsWhatIsLeftOutWithTheDefaults() {
        MagentoRelease release = Serialization.unmarshal(SMALLEST, MagentoRelease.class);

        assertThat(release.getSpec().web().replicas()).isEqualTo(2);
        assertThat(release.getSpec().env().key()).isEqualTo("env.php");
        assertThat(release.getSpec().upgrade().mode()).isEqualTo(UpgradeSpec.Mode.AUTO);
        assertThat(release.getSpec().soak().interval().toDuration()).isEqualTo(Duration.ofSeconds(5));
        assertThat(release.getSpec().cache().clean().rollback())
                .isEqualTo(List.of("config", "block_html", "full_page", "db_ddl"));
    }

    @Test
    void namesTheServicesAfterTheResourceUnlessToldOtherwise() {
        MagentoRelease release = Serialization.unmarshal(SMALLEST, MagentoRelease.class);

        assertThat(release.liveServiceName()).isEqualTo("shop");
        assertThat(release.previewServiceName()).isEqualTo("shop-preview");
    }

    @Test
    void staysTheSameWhenWrittenAndReadAgain() {
        MagentoRelease release = Serialization.unmarshal(SMALLEST, MagentoRelease.class);

        MagentoRelease again = Serialization.unmarshal(Serialization.asYaml(release), MagentoRelease.class);

        assertThat(again.getSpec()).isEqualTo(release.getSpec());
    }

    @Test
    void readsFieldsItDoesNotKnowAsIfTheyWereAbsent() throws IOException {
        String yaml = ExamplesTest.text("full.yaml");
        JsonNode later = Serialization.unmarshal(yaml, JsonNode.class);
        addUnknownFields(later);

        MagentoRelease read = Serialization.unmarshal(Serialization.asYaml(later), MagentoRelease.class);

        assertThat(read.getSpec())
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*additionalProperties")
                .isEqualTo(Serialization.unmarshal(yaml, MagentoRelease.class).getSpec());
    }

    @Test
    void readsAWordItDoesNotKnowAsIfItWereAbsent() {
        MagentoRelease release =
                Serialization.unmarshal(SMALLEST + "  promotion: {switch: Gradual}\n", MagentoRelease.class);

        assertThat(release.getSpec().promotion().switchMode()).isEqualTo(PromotionSpec.Switch.ATOMIC);
    }

    @Test
    void readsADurationThatIsNoneAndComplainsOnlyWhenItIsUsed() {
        MagentoRelease release =
                Serialization.unmarshal(SMALLEST + "  soak: {interval: often}\n", MagentoRelease.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> release.getSpec().soak().interval().toDuration())
                .withMessageContaining("'often'");
    }

    @Test
    void keepsNullsAndOrderInOverridesAndLetsNobodyChangeThem() {
        MagentoRelease release = Serialization.unmarshal(
                SMALLEST.replace("shop-env}", "shop-env, overrides: {b: {c: null}, a: [1]}}"), MagentoRelease.class);
        Map<String, Object> overrides = release.getSpec().env().overrides();

        assertThat(overrides.toString()).isEqualTo("{b={c=null}, a=[1]}");
        assertThatThrownBy(() -> ((Map<?, ?>) overrides.get("b")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    /** Into every object that has a schema; the others hold the user's own keys. */
    private static void addUnknownFields(JsonNode resource) {
        CommittedCrd.fields().forEach((field, schema) -> {
            JsonNode node = resource.at(field.replace('.', '/').replace("[]", "/0"));
            if (!schema.getProperties().isEmpty() && node instanceof ObjectNode object) {
                object.putObject("fieldOfALaterVersion").put("a", 1);
            }
        });
    }
}
