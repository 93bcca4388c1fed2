package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.LegacyObjects;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store "shop" as its objects show it at this moment. */
record Shop(ObjectStore objects) {
    static final String NAME = "shop";

    Optional<MagentoRelease> resource() {
        return objects.find(Kind.RELEASE, NAME);
    }

    Optional<Service> service() {
        return objects.find(Kind.SERVICE, NAME);
    }

    Optional<LiveRecord> live() {
        return service().flatMap(Recorded::on);
    }

    /** Revision that the live Service selects, or "". */
    String selects() {
        return service().map(Shop::selects).orElse("");
    }

    static String selects(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return selector == null ? "" : selector.getOrDefault(Labels.REVISION, "");
    }

    static boolean selectsLegacy(Service service) {
        return LegacyObjects.SELECTOR.equals(service.getSpec().getSelector());
    }

    List<Deployment> sets() {
        return objects.<Deployment>all(Kind.DEPLOYMENT).stream()
                .filter(set -> !revision(set).isEmpty())
                .toList();
    }

    Optional<Deployment> set(String revision) {
        return objects.find(Kind.DEPLOYMENT, NAME + "-" + revision);
    }

    Optional<SetRecord> record(String revision) {
        return set(revision).flatMap(Recorded::on);
    }

    static String revision(Deployment set) {
        Map<String, String> labels = set.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(Labels.REVISION, "");
    }

    Optional<Ledger> ledger() {
        return objects.<ConfigMap>find(Kind.CONFIG_MAP, NAME + "-ledger")
                .map(ConfigMap::getData)
                .flatMap(LedgerCodec::read);
    }

    /** Revision that the copies for other processes hold, or "". */
    String published() {
        return objects.<ConfigMap>find(Kind.CONFIG_MAP, NAME + "-live")
                .map(map -> map.getData().getOrDefault("revision", ""))
                .orElse("");
    }

    boolean isUnderWay() {
        return sets().stream().flatMap(set -> Recorded.on(set).stream()).anyMatch(record -> !record.ended());
    }
}
