package io.magentobluegreen.controller;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.CommandsStatus;
import io.magentobluegreen.api.status.LiveStatus;
import io.magentobluegreen.api.status.TargetStatus;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the operator says about a store, as a pure function of a turn.
 *
 * <p>The same turn gives an equal status whenever it is taken: no text holds what time alone changes, and instants are
 * whole seconds, as the API server gives them back. So whoever writes only what differs does not write for idle stores.
 */
final class StatusReport {
    private final StatusScene scene;
    private final CommandsStatus commands;

    /** @param commands what has been answered; null for nothing */
    StatusReport(StatusScene scene, CommandsStatus commands) {
        this.scene = scene;
        this.commands = commands;
    }

    MagentoReleaseStatus status() {
        StatusConditions conditions = new StatusConditions(scene);
        return new MagentoReleaseStatus(
                scene.generation(),
                scene.plan().phase().text(),
                message(conditions),
                scene.live().map(this::live).orElse(null),
                target(),
                scene.previous()
                        .map(new StatusRollback(scene)::of)
                        .or(() -> new StatusRollback(scene).toAdopted())
                        .orElse(null),
                scene.target().flatMap(new StatusUpgrade(scene)::of).orElse(null),
                scene.target().flatMap(StatusVerification::of).orElse(null),
                new StatusHistory(scene).entries(),
                conditions.all(),
                commands);
    }

    private String message(StatusConditions conditions) {
        String waiting =
                scene.want().problem().map(Problem::message).orElse(scene.plan().message());
        return waiting.isBlank() ? settled(conditions) : waiting;
    }

    /** Nothing is waited for: what a person should know all the same, or how it stands. */
    private String settled(StatusConditions conditions) {
        return scene.targetSet()
                .flatMap(Unproven::of)
                .map(Problem::message)
                .orElseGet(() -> conditions.ready().message());
    }

    private LiveStatus live(LiveRecord.Slot slot) {
        Optional<SetRecord> record = scene.liveRecord();
        return new LiveStatus(
                record.map(SetRecord::release).orElse(slot.release()).toString(),
                slot.colour().label(),
                slot.image(),
                ShortImage.of(slot.image()),
                scene.seen()
                        .live()
                        .map(LiveRecord::cutoverAt)
                        .map(StatusReport::second)
                        .orElse(null));
    }

    private TargetStatus target() {
        Release want = scene.want();
        Optional<SetRecord> record = scene.target();
        Optional<ReleaseName> next = want.revision()
                .flatMap(revision -> scene.seen().ledger().map(ledger -> new ReleaseName(revision, ledger.next())));
        return new TargetStatus(
                record.map(SetRecord::release).map(ReleaseName::toString).orElse(null),
                next.map(ReleaseName::toString).orElse(null),
                want.image(),
                ShortImage.of(want.image()),
                record.map(known -> known.colour().label()).orElse(null),
                record.map(SetRecord::started).map(StatusReport::second).orElse(null));
    }

    /** Cut to whole seconds, as Kubernetes keeps times. */
    static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
