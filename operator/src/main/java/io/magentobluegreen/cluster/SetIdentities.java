package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.SetIdentity;
import io.magentobluegreen.release.record.SetRecord;
import java.util.Map;

/** Which set a Deployment or a record stands for. */
public final class SetIdentities {
    private SetIdentities() {}

    public static SetIdentity of(MagentoRelease resource, Deployment set) {
        Map<String, String> labels = set.getMetadata().getLabels();
        return of(resource, labels.get(Labels.REVISION), labels.get(Labels.COLOUR));
    }

    public static SetIdentity of(MagentoRelease resource, SetRecord record) {
        return of(resource, record.release().revision(), record.colour().label());
    }

    public static SetIdentity of(MagentoRelease resource, String revision, String colour) {
        return new SetIdentity(
                resource.getMetadata().getName(),
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getUid(),
                revision,
                colour);
    }
}
