package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.FoundService;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.PodLayout;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.want.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the live Service: its record and the selector that the record decides, always by an update of the Service as it
 * was read, with its resourceVersion and uid. Only a whole update takes foreign keys out of a selector.
 */
final class ServiceWrites {
    private final ApiServer api;
    private final SeenStore seen;
    private final ActionLog log;
    private final LivingResource living;

    ServiceWrites(ApiServer api, SeenStore seen, ActionLog log) {
        this.api = api;
        this.living = new LivingResource(api, seen);
        this.seen = seen;
        this.log = log;
    }

    /** POSTs, or writes the record on ours if it was stripped of it; a record that is there stays. */
    void create(LiveRecord record) {
        living.read();
        Service wanted =
                Services.created(seen.resource(), RecordedSelector.of(seen.name(), record), annotation(record));
        Optional<Service> created = api.create(wanted);
        if (created.isPresent()) {
            seen.wrote(created.get());
            log.did("Created the Service").addKeyValue("service", serviceName()).log();
            return;
        }
        Service existing = ours();
        if (Recorded.text(existing).isEmpty()) {
            put(recording(existing, record), "Wrote the record on the Service again");
        } else {
            seen.wrote(existing);
        }
    }

    void writeRecord(LiveRecord record) {
        Service current = current();
        Service next = recording(current, record);
        if (!next.equals(current)) {
            put(next, "Wrote the record on the Service");
        }
    }

    /** @return whether it was another one */
    boolean restoreSelector(LiveRecord record) {
        Service current = current();
        Service next = selecting(current, record);
        if (next.equals(current)) {
            return false;
        }
        put(next, "Restored the selector of the Service");
        return true;
    }

    /** Selector and record in one write: the recorded switch is over. */
    void endSwitch(LiveRecord next) {
        put(selecting(current(), next), "Ended the switch on what was live");
    }

    /**
     * After a live GET of the resource; its old address first, without it if that is refused.
     *
     * @throws ActionRefused when somebody else's Service has the name by now
     */
    void recreate(LiveRecord record) {
        MagentoRelease resource = living.read();
        Map<String, String> selector = RecordedSelector.of(seen.name(), record);
        Optional<Service> created;
        try {
            created = api.create(seen.service()
                    .map(last -> again(resource, last, record, true))
                    .orElseGet(() -> Services.created(resource, selector, annotation(record))));
        } catch (KubernetesClientException e) {
            if (!ApiServer.isInvalid(e) || seen.service().isEmpty()) {
                throw e;
            }
            created = api.create(again(resource, seen.service().get(), record, false));
        }
        if (created.isEmpty()) {
            ours();
            throw new ObservedStale("The Service " + serviceName() + " exists again", null);
        }
        seen.wrote(created.get());
        log.did("Created the deleted Service again")
                .addKeyValue("service", serviceName())
                .log();
    }

    private Service again(MagentoRelease resource, Service last, LiveRecord record, boolean addressed) {
        Map<String, String> selector = RecordedSelector.of(seen.name(), record);
        Map<String, String> annotation = Recorded.annotation(last, record);
        if (Services.isAdopted(last)) {
            return Services.readopted(last, selector, annotation, addressed);
        }
        return addressed
                ? Services.recreated(resource, last, selector, annotation)
                : Services.created(resource, selector, annotation);
    }

    Service read() {
        return api.get(Service.class, seen.namespace(), serviceName())
                .orElseThrow(() -> new ObservedStale("The Service " + serviceName() + " is gone", null));
    }

    /** A copy with the record, and all that makes it known as ours: without its labels nobody watches it. */
    private Service recording(Service service, LiveRecord record) {
        Service recorded = Recorded.put(service, record);
        return record.servesAdopted()
                ? Services.adopted(seen.resource(), recorded)
                : Services.marked(seen.resource(), recorded);
    }

    /** The same, and the selector that the record decides. */
    Service selecting(Service service, LiveRecord record) {
        Service selecting = new ServiceBuilder(recording(service, record))
                .editSpec()
                .withSelector(RecordedSelector.of(seen.name(), record))
                .endSpec()
                .build();
        return record.adopted()
                .map(before ->
                        Services.leadingTo(selecting, record.servesAdopted() ? before.targetPort() : PodLayout.HTTP))
                .orElse(selecting);
    }

    /** Refused where it is another one than was observed, or somebody's by now. */
    void adopt(LiveRecord record) {
        Service now = read();
        FoundService found = new FoundService(now);
        if (!found.isFree() || !found.record().flatMap(LiveRecord::adopted).equals(record.adopted())) {
            throw new ObservedStale("The Service " + serviceName() + " is not what was to be adopted any more", null);
        }
        put(Services.adopted(seen.resource(), Recorded.put(now, record)), "Adopted the Service");
    }

    void put(Service next, String what) {
        Service written = api.update(next);
        seen.wrote(written);
        log.did(what)
                .addKeyValue("service", serviceName())
                .addKeyValue("selector", written.getSpec().getSelector())
                .log();
    }

    /**
     * The Service itself, if it is still the one that was observed, with the record that was observed; without one, with the
     * selector, by which a record is made again.
     */
    Service current() {
        Service current = read();
        Service observed =
                seen.service().orElseThrow(() -> new ObservedStale("There was no Service to be changed", null));
        boolean same =
                current.getMetadata().getUid().equals(observed.getMetadata().getUid())
                        && Recorded.text(current).equals(Recorded.text(observed));
        if (!same || Recorded.text(current).isEmpty() && !isOfSameSelector(current, observed)) {
            throw new ObservedStale("The Service " + serviceName() + " is another one, or its record changed", null);
        }
        return current;
    }

    private static boolean isOfSameSelector(Service current, Service observed) {
        return new FoundService(current).selector().equals(new FoundService(observed).selector());
    }

    private Service ours() {
        Service existing = read();
        Optional<Problem> problem = seen.ownership().problem(existing);
        if (problem.isPresent()) {
            throw new ActionRefused(problem.get());
        }
        return existing;
    }

    private String serviceName() {
        return seen.resource().liveServiceName();
    }

    private static Map<String, String> annotation(LiveRecord record) {
        return Map.of(RecordCodec.LIVE, RecordCodec.write(record));
    }
}
