package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * The write that moves the customers.
 *
 * <p>Protocol: the Service is read; its epoch is the one the flip was planned on; {@code promoting} is stamped on the
 * target, with the record and size as observed; the gates are asked again on fresh reads; the Service is written with
 * the version read at the beginning. Whoever scaled the target down before the stamp raised its version, so the stamp
 * gets a conflict; whoever wants to do it later sees the stamp. Whoever gave the flip up raised the epoch, so the last
 * write gets a conflict. What an adopted Service selected before has no Deployment of ours to stamp: there the epoch alone
 * decides.
 */
final class Flip {
    private final ServiceWrites services;
    private final SetWrites sets;
    private final Function<Action.Flip, Optional<String>> gate;
    private final Clock clock;

    /** @param gate why the flip may not be written, asked of fresh reads */
    Flip(ServiceWrites services, SetWrites sets, Function<Action.Flip, Optional<String>> gate, Clock clock) {
        this.services = services;
        this.sets = sets;
        this.gate = gate;
        this.clock = clock;
    }

    void write(Action.Flip flip) {
        Service read = services.read();
        boolean planned = Recorded.on(read)
                .map(LiveRecord::epoch)
                .filter(epoch -> epoch == flip.epoch())
                .isPresent();
        if (!planned) {
            throw new ObservedStale("The Service was flipped, or this flip was given up, before it was written", null);
        }
        if (!flip.next().servesAdopted()) {
            stamp(flip.to());
        }
        gate.apply(flip).ifPresent(why -> {
            throw new ObservedStale("The flip to " + flip.to() + " was not written: " + why, null);
        });
        services.put(services.selecting(read, flip.next()), "Flipped the Service");
    }

    private void stamp(String revision) {
        SetRecord record = Recorded.on(sets.observed(revision))
                .orElseThrow(() -> new ObservedStale("The set " + revision + " has no record", null));
        if (record.promoting().isEmpty()) {
            sets.stamp(revision, record.stamped(Optional.of(clock.instant())));
        } else {
            sets.currentOfSameSize(revision);
        }
    }
}
