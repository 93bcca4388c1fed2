package io.magentobluegreen.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.magentobluegreen.api.spec.AdmissionRules;
import io.magentobluegreen.api.spec.CacheSpec;
import io.magentobluegreen.api.spec.EnvSpec;
import io.magentobluegreen.api.spec.PromotionSpec;
import io.magentobluegreen.api.spec.RetainSpec;
import io.magentobluegreen.api.spec.RollbackSpec;
import io.magentobluegreen.api.spec.SchemaPatch;
import io.magentobluegreen.api.spec.ServiceSpec;
import io.magentobluegreen.api.spec.SmallSchemas;
import io.magentobluegreen.api.spec.SoakSpec;
import io.magentobluegreen.api.spec.UpgradeSpec;
import io.magentobluegreen.api.spec.VarnishSpec;
import io.magentobluegreen.api.spec.VerificationSpec;
import io.magentobluegreen.api.spec.WarmUpSpec;
import io.magentobluegreen.api.spec.WebSpec;
import java.util.List;
import java.util.Objects;

/**
 * What a store should run, and how a release of it goes.
 *
 * <p>What is left out has the schema's default here as well, so nothing that has a default is ever null. What only a later
 * version knows, a field or a word of a choice, reads as if it were left out: one such object must never stop the watch over
 * all of them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.image" + AdmissionRules.IS_IMAGE + " && !self.image.contains('://')",
        message = "image" + AdmissionRules.IMAGE_FIX,
        fieldPath = ".image")
@SchemaCustomizer(value = SchemaPatch.class, input = MagentoReleaseSpec.OBJECTS_DEFAULT_TO_THEIR_DEFAULTS)
public record MagentoReleaseSpec(
        @Required
        @JsonPropertyDescription(
                "The store's image: Magento with its generated code and static files. A change starts a release. Name "
                        + "it by digest (registry.example.com/shop/php@sha256:…), so that it is the same everywhere and for "
                        + "ever.")
        @Size(max = 1000) String image,

        @Size(max = 20) @SchemaFrom(type = SmallSchemas.NamedObjects.class)
        @JsonPropertyDescription(
                "Secrets with the registry's credentials, for every pod of the release: [{name: registry}]. A change "
                        + "is a new release.")
        List<LocalObjectReference> imagePullSecrets,

        @Default("false")
        @JsonPropertyDescription(
                "Begin no new step. A running upgrade goes on, a written flip is proven, and repairs and an automatic "
                        + "flip back happen. Default false.")
        Boolean paused,

        @Required @JsonPropertyDescription("The store's env.php.")
        EnvSpec env,

        @JsonPropertyDescription("The web pods.") WebSpec web,

        @JsonPropertyDescription("The live Service and its preview.")
        ServiceSpec service,

        @JsonPropertyDescription("The database upgrade.") UpgradeSpec upgrade,
        @JsonPropertyDescription("The cleaning of caches.") CacheSpec cache,

        @Required @JsonPropertyDescription("The proof that the new set works, before it serves.")
        VerificationSpec verification,

        @JsonPropertyDescription("The warm-up of the new set.")
        WarmUpSpec warmUp,

        @JsonPropertyDescription("The cutover.") PromotionSpec promotion,

        @JsonPropertyDescription("The watch over the new live set after the cutover.")
        SoakSpec soak,

        @JsonPropertyDescription("The way back.") RollbackSpec rollback,
        @JsonPropertyDescription("The sets that are kept.") RetainSpec retain,

        @JsonPropertyDescription("Varnish in front of the store.")
        VarnishSpec varnish) {

    /** An object that is left out appears with the defaults of its fields, in {@code kubectl get} and in rules. */
    static final String OBJECTS_DEFAULT_TO_THEIR_DEFAULTS = """
            {"properties": {
              "web": {"default": {}},
              "service": {"default": {}},
              "upgrade": {"default": {}},
              "cache": {"default": {}},
              "warmUp": {"default": {}},
              "promotion": {"default": {}},
              "soak": {"default": {}},
              "rollback": {"default": {}},
              "retain": {"default": {}},
              "varnish": {"default": {}}
            }}
            """;

    public MagentoReleaseSpec {
        imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
        paused = Objects.requireNonNullElse(paused, false);
        web = Objects.requireNonNullElseGet(web, () -> new WebSpec(null, null, null, null, null, null, null));
        service = Objects.requireNonNullElseGet(service, () -> new ServiceSpec(null, null, null, null, null, null));
        upgrade = Objects.requireNonNullElseGet(
                upgrade, () -> new UpgradeSpec(null, null, null, null, null, null, null, null, null));
        cache = Objects.requireNonNullElseGet(cache, () -> new CacheSpec((CacheSpec.Clean) null));
        warmUp = Objects.requireNonNullElseGet(warmUp, () -> new WarmUpSpec(null, null, null, null, null, null, null));
        promotion = Objects.requireNonNullElseGet(promotion, () -> new PromotionSpec(null, null, null));
        soak = Objects.requireNonNullElseGet(soak, () -> new SoakSpec(null, null, null, null));
        rollback = Objects.requireNonNullElseGet(rollback, () -> new RollbackSpec(null, null));
        retain = Objects.requireNonNullElseGet(retain, () -> new RetainSpec((Integer) null));
        varnish = Objects.requireNonNullElseGet(varnish, () -> new VarnishSpec((VarnishSpec.Purge) null));
    }
}
