package io.magentobluegreen.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.magentobluegreen.api.spec.SchemaPatch;

/**
 * One Magento store and the release it should run.
 *
 * <p>One long-lived object per store, like a Deployment: a changed {@code spec.image} starts a release. What comes out of
 * a cache is shared and live; read it, and never change it.
 */
@Group(MagentoRelease.GROUP)
@Version("v1alpha1")
@Kind("MagentoRelease")
@Plural("magentoreleases")
@ShortNames("mrel")
@Categories("magento")
@SchemaCustomizer(
        value = SchemaPatch.class,
        input =
                "{\"description\": \"One Magento store and the release it should run. A changed spec.image starts a release: "
                        + "a green set is built beside the live one, proven on real pages, and the live Service flips to it.\"}")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$')",
        message =
                "metadata.name must have at most 30 characters, a-z, 0-9 and '-', and begin with a letter: Deployments, "
                        + "Jobs and Services are named after it")
@ValidationRule(
        value = "(" + MagentoRelease.LIVE + ") == (" + MagentoRelease.OLD_LIVE + ")",
        message =
                "spec.service.name cannot be changed: customers reach the store by it. Set it back, or create another "
                        + "MagentoRelease with the new name")
@ValidationRule(
        value = "!has(self.spec.service) || !has(self.spec.service.previewName) || self.spec.service.previewName != ("
                + MagentoRelease.LIVE + ")",
        message = "spec.service.previewName must not be the name of the live Service: leave it out or choose another")
@ValidationRule(
        value = "!has(self.spec.service) || has(self.spec.service.previewName) || size(" + MagentoRelease.LIVE
                + ") <= 55",
        message = "spec.service.name with -preview added is longer than 63 characters: set spec.service.previewName")
@AdditionalPrinterColumn(
        name = "LIVE",
        jsonPath = ".status.live.shortImage",
        getDescription = "The image that serves customers.")
@AdditionalPrinterColumn(
        name = "COLOUR",
        jsonPath = ".status.live.colour",
        getDescription = "The colour of the live set.")
@AdditionalPrinterColumn(
        name = "TARGET",
        jsonPath = ".status.target.shortImage",
        getDescription = "The image that is asked for.")
@AdditionalPrinterColumn(name = "PHASE", jsonPath = ".status.phase", getDescription = "Where the release is.")
@AdditionalPrinterColumn(
        name = "AVAILABLE",
        jsonPath = ".status.conditions[?(@.type==\"Available\")].status",
        getDescription = "Whether the live set serves customers.")
@AdditionalPrinterColumn(
        name = "READY",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        getDescription = "Whether what was asked for serves, proven and soaked.")
@AdditionalPrinterColumn(
        name = "ROLLBACK",
        jsonPath = ".status.rollback.summary",
        getDescription = "The set to go back to, and how long it stays warm.")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class MagentoRelease extends CustomResource<MagentoReleaseSpec, MagentoReleaseStatus> implements Namespaced {

    /** API group, and the prefix of all labels and annotations. */
    public static final String GROUP = "magento-bluegreen.io";

    static final String LIVE =
            "has(self.spec.service) && has(self.spec.service.name) ? self.spec.service.name : self.metadata.name";
    static final String OLD_LIVE =
            "has(oldSelf.spec.service) && has(oldSelf.spec.service.name) ? oldSelf.spec.service.name : oldSelf.metadata.name";

    @Required
    @JsonPropertyDescription("What the store should run, and how a release of it goes.")
    @Override
    public MagentoReleaseSpec getSpec() {
        return super.getSpec();
    }

    @Default("{\"observedGeneration\": -1}")
    @JsonPropertyDescription("What the operator reports; nothing decides from it.")
    @Override
    public MagentoReleaseStatus getStatus() {
        return super.getStatus();
    }

    /** Name of the live Service: {@code spec.service.name}, or the resource's own name. */
    public String liveServiceName() {
        String name = getSpec().service().name();
        return name == null ? getMetadata().getName() : name;
    }

    /** Name of the preview Service: {@code spec.service.previewName}, or the live Service's name with {@code -preview}. */
    public String previewServiceName() {
        String name = getSpec().service().previewName();
        return name == null ? liveServiceName() + "-preview" : name;
    }
}
