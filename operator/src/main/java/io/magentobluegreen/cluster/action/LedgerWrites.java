package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.LedgerMap;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.ledger.Ledger;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the ledger: POSTed once, then only updated with the resourceVersion it was observed with, since that update is
 * the mutex between two leaders. It has no owner and outlives the resource.
 */
final class LedgerWrites {
    private final ApiServer api;
    private final SeenStore seen;
    private final ActionLog log;

    LedgerWrites(ApiServer api, SeenStore seen, ActionLog log) {
        this.api = api;
        this.seen = seen;
        this.log = log;
    }

    void write(Ledger next) {
        Map<String, String> before = seen.ledger().map(ConfigMap::getData).orElse(Map.of());
        Map<String, String> data = LedgerCodec.write(next, before);
        if (seen.ledger().isPresent() && data.equals(before)) {
            return;
        }
        seen.wrote(seen.ledger().isPresent() ? update(data) : create(data));
        log.did("Wrote the ledger").addKeyValue("next", next.next()).log();
    }

    /**
     * Raises the ledger's version before an upgrade Job goes that was cancelled: whoever read the ledger before, and slept, can
     * write no {@code touched} for it any more. Once for each Job.
     */
    void fence(String job) {
        seen.ledger().filter(map -> !job.equals(cancelled(map))).ifPresent(map -> {
            seen.wrote(api.update(new ConfigMapBuilder(map)
                    .editMetadata()
                    .addToAnnotations(Annotations.CANCELLED, job)
                    .endMetadata()
                    .build()));
            log.did("Fenced the ledger").addKeyValue("job", job).log();
        });
    }

    private static String cancelled(ConfigMap map) {
        Map<String, String> annotations = map.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Annotations.CANCELLED);
    }

    /** The upgrade that is about to begin by this; empty where it began before, as by a ledger that is rebuilt. */
    Optional<Ledger.Fact.Touched> begins(Ledger next) {
        Optional<Ledger> before = seen.ledger().map(ConfigMap::getData).flatMap(LedgerCodec::read);
        return before.flatMap(known -> next.open().filter(open -> !known.hasTouched(open.job())));
    }

    private ConfigMap update(Map<String, String> data) {
        return api.update(
                new ConfigMapBuilder(seen.ledger().orElseThrow()).withData(data).build());
    }

    private ConfigMap create(Map<String, String> data) {
        return api.create(LedgerMap.of(seen.name(), seen.namespace(), data)).orElseThrow(this::taken);
    }

    private RuntimeException taken() {
        return api.get(ConfigMap.class, seen.namespace(), Names.ledger(seen.name()))
                .flatMap(seen.ownership()::labelProblem)
                .<RuntimeException>map(ActionRefused::new)
                .orElseGet(() -> new ObservedStale("The ledger of " + seen.key() + " was made meanwhile", null));
    }
}
