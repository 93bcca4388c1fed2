package io.magentobluegreen.controller;

import io.magentobluegreen.api.status.RollbackStatus;
import io.magentobluegreen.release.gate.GoingBack;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where a rollback would lead. Its text for the column names the end of the window and no time that is left, so that it
 * changes once, when the previous set has been scaled down.
 */
final class StatusRollback {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);

    private final StatusScene scene;

    StatusRollback(StatusScene scene) {
        this.scene = scene;
    }

    /** Why a rollback leads nowhere, or that it leads somewhere. */
    enum Way {
        ADOPTED(
                "AdoptedSelectorKept",
                "A rollback gives the Service back what it selected before it was adopted, until the first window ends",
                true),
        TOUCHED(
                "AdoptedMayNotServe",
                "The database was touched since the Service was adopted, so what it selected before may not serve again",
                false),
        WARM("PreviousIsWarm", "The set before it stands at full size; a rollback takes one flip", true),
        COLD("PreviousIsCold", "The set before it is scaled down; a rollback starts it first", true),
        NOTHING_LIVE("NotYetLive", "Nothing is live yet", false),
        NO_PREVIOUS("NoPreviousSet", "Nothing was live before", false),
        GONE("PreviousIsGone", "The set before it is gone", false),
        LOST("RecordLost", "The set before it has lost its record", false),
        UNFIT("PreviousMayNotServe", "The release before it ended badly and may not serve again", false),
        LEAVING("RollingBack", "Live is being left already", false),
        FAILED("RollbackFailed", "Going back has failed; ask for the old image, or for another one", false);

        private final String reason;
        private final String message;
        private final boolean open;

        Way(String reason, String message, boolean open) {
            this.reason = reason;
            this.message = message;
            this.open = open;
        }

        String reason() {
            return reason;
        }

        String message() {
            return message;
        }

        boolean isOpen() {
            return open;
        }
    }

    RollbackStatus of(LiveRecord.Slot previous) {
        Way way = way();
        Optional<Instant> until = until();
        return new RollbackStatus(
                previous.revision(),
                previous.colour().label(),
                previous.image(),
                until.orElse(null),
                way.isOpen(),
                explained(way),
                until.map(end -> previous.colour().label() + " until " + text(end))
                        .orElse(null));
    }

    /** To what the Service selected before it was adopted: neither a revision nor a colour has a name there. */
    Optional<RollbackStatus> toAdopted() {
        Way way = way();
        Optional<Instant> until = until();
        return adopted()
                .map(before -> new RollbackStatus(
                        null,
                        null,
                        null,
                        until.orElse(null),
                        way.isOpen(),
                        explained(way),
                        until.map(end -> "adopted until " + text(end)).orElse(null)));
    }

    private Optional<LiveRecord.Adopted> adopted() {
        return scene.seen().live().filter(live -> live.live().isPresent()).flatMap(LiveRecord::adopted);
    }

    /** With what nobody has looked at: whether the code of before fits the schema that live's upgrade left. */
    String explained(Way way) {
        boolean unexamined = way.isOpen()
                && scene.want().rollback() == Release.RollbackPolicy.GUARDED
                && scene.liveRecord()
                        .filter(record -> record.passed(Step.UPGRADE))
                        .isPresent();
        boolean failed = way.isOpen() && hasEnded(Outcome.ROLLBACK_FAILED);
        return way.message()
                + (failed
                        ? "; the last one failed, so the command has to name status.live.release/status.target.next"
                        : "")
                + (unexamined ? "; what the upgrade changed in the schema is not examined, so Guarded allows it" : "");
    }

    private boolean isLiveWanted() {
        return scene.liveRecord()
                .filter(record -> scene.want().wants(record.release().revision()))
                .isPresent();
    }

    private boolean hasEnded(Outcome wanted) {
        return scene.liveRecord()
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == wanted)
                .isPresent();
    }

    /** Whether going back would be begun now if it were asked for. */
    Way way() {
        if (scene.live().isEmpty()) {
            return Way.NOTHING_LIVE;
        }
        boolean adopted = adopted().isPresent();
        if (scene.previous().isEmpty() && !adopted) {
            return Way.NO_PREVIOUS;
        }
        if (hasEnded(Outcome.ROLLED_BACK)) {
            return Way.LEAVING;
        }
        if (hasEnded(Outcome.ROLLBACK_FAILED) && !isLiveWanted()) {
            return Way.FAILED;
        }
        if (adopted) {
            return scene.seen()
                            .live()
                            .filter(live ->
                                    GoingBack.toAdopted(live, scene.seen().ledger()))
                            .isPresent()
                    ? Way.ADOPTED
                    : Way.TOUCHED;
        }
        return scene.previousSet().map(StatusRollback::wayTo).orElse(Way.GONE);
    }

    private static Way wayTo(SetView set) {
        if (set.record().isEmpty()) {
            return Way.LOST;
        }
        boolean fit = set.record()
                .filter(SetRecord::everPromoted)
                .flatMap(SetRecord::outcome)
                .filter(Outcome::mayServe)
                .isPresent();
        if (!fit) {
            return Way.UNFIT;
        }
        return set.replicas() > 0 ? Way.WARM : Way.COLD;
    }

    /** The end of window and soak, whichever is later, while the set stands; what was rolled back stands for no rollback. */
    private Optional<Instant> until() {
        boolean stands = way() == Way.WARM || way() == Way.ADOPTED;
        Duration soak = scene.want().soak().duration();
        Duration window = scene.want().window();
        return scene.seen()
                .live()
                .map(LiveRecord::cutoverAt)
                .filter(at -> stands)
                .map(at -> StatusReport.second(at.plus(window.compareTo(soak) > 0 ? window : soak)));
    }

    private String text(Instant end) {
        return (scene.want().window().compareTo(DAY) > 0 ? DAY_AND_TIME : TIME).format(end);
    }
}
