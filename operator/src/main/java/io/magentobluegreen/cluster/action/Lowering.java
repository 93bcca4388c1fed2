package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.magentobluegreen.cluster.FoundService;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.SetEndpoints;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import java.util.List;
import java.util.Optional;

/**
 * The guard before a set gets smaller or goes.
 *
 * <p>The order matters: the Deployment was read first, and the write carries that version; then the Service and its
 * EndpointSlices are read here. A flip stamps {@code promoting} on the Deployment before it writes the Service: so either
 * its stamp is seen here, or its record is, or the stamp comes later and our write gets a conflict. A record that was
 * written since the look, by the guard or by another leader, stops it in any case: it may keep what the plan had no use
 * for.
 */
final class Lowering {
    private final ApiServer api;
    private final SeenStore seen;
    private final LivingResource living;

    Lowering(ApiServer api, SeenStore seen, LivingResource living) {
        this.api = api;
        this.seen = seen;
        this.living = living;
    }

    /**
     * Refuses while the set is live, about to be, or referenced. Live alone may get smaller, never 0, by a changed
     * {@code web.replicas}: that is when the record to be written applies the very number, and the resource as it is now still
     * asks for it. A leader that slept may have planned for a size that nobody asks for any more.
     */
    void permit(Deployment read, String revision, int replicas, SetRecord next) {
        Optional<SetRecord> before = Recorded.on(read);
        boolean asked = replicas > 0
                && next.appliedReplicas() == replicas
                && before.filter(record -> record.appliedReplicas() != replicas).isPresent();
        refuseStamped(before, revision);
        LiveRecord live = live(revision, before);
        if (live.isLive(revision)) {
            require(asked, revision, "is live");
            require(
                    living.read().getSpec().web().replicas() == replicas,
                    revision,
                    "is live, and another size is asked for by now,");
            return;
        }
        require(!live.isSwitchedTo(revision), revision, "is being switched to");
        refuseReferenced(revision);
    }

    /**
     * Refuses as well while the record names the set as the one to go back to.
     *
     * @param anew but not that: it is made again right after
     */
    void permitDeletion(Deployment read, String revision, boolean anew) {
        refuseStamped(Recorded.on(read), revision);
        LiveRecord live = live(revision, Optional.empty());
        require(!live.isLive(revision), revision, "is live");
        require(anew || !live.isPrevious(revision), revision, "is what to go back to");
        require(!live.isSwitchedTo(revision), revision, "is being switched to");
        refuseReferenced(revision);
    }

    private static void refuseStamped(Optional<SetRecord> record, String revision) {
        require(record.flatMap(SetRecord::promoting).isEmpty(), revision, "is about to be flipped to");
    }

    /** A Service that is gone, or without a record, does not say which set is live: then nothing gets smaller. */
    private LiveRecord live(String revision, Optional<SetRecord> set) {
        Optional<Service> service =
                api.get(Service.class, seen.namespace(), seen.resource().liveServiceName());
        service.filter(seen.ownership()::owns).ifPresent(now -> requireSameRecord(now, revision));
        return service.flatMap(Recorded::on)
                .or(() -> service.filter(found -> isToBeAdopted(found) || isLeftFor(found, set))
                        .map(found -> LiveRecord.none()))
                .orElseThrow(() -> new ObservedStale("The Service of " + seen.key() + " or its record is gone", null));
    }

    /** Which sets are needed, and until when, was planned by another record. */
    private void requireSameRecord(Service now, String revision) {
        Optional<String> planned = seen.service().map(Recorded::text);
        require(
                planned.filter(Recorded.text(now)::equals).isPresent(),
                revision,
                "was planned for another record of the Service");
    }

    /** Nothing of ours is live behind somebody else's Service that we have not written yet. */
    private boolean isToBeAdopted(Service found) {
        return seen.resource().getSpec().service().adopt()
                && new FoundService(found).isFree()
                && !seen.ownership().owns(found);
    }

    /** A set that has ended and was never proven is not live behind a Service that serves what was there before. */
    private boolean isLeftFor(Service found, Optional<SetRecord> left) {
        return seen.resource().getSpec().service().adopt()
                && Recorded.on(found).isEmpty()
                && !RecordedSelector.isOfOurMaking(found, seen.name())
                && left.filter(record -> record.ended() && !record.everPromoted())
                        .isPresent();
    }

    private void refuseReferenced(String revision) {
        String service = seen.resource().liveServiceName();
        List<EndpointSlice> slices = api.client()
                .resources(EndpointSlice.class)
                .inNamespace(seen.namespace())
                .withLabel(SetEndpoints.SERVICE_LABEL, service)
                .list()
                .getItems();
        require(!SetEndpoints.of(slices, seen.name(), revision).referenced(), revision, "is still an endpoint of live");
    }

    private static void require(boolean open, String revision, String otherwise) {
        if (!open) {
            throw new ObservedStale("The set " + revision + " " + otherwise + " and was not made smaller", null);
        }
    }
}
