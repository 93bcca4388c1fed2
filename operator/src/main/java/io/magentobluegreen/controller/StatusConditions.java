package io.magentobluegreen.controller;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.ReleaseCondition;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions that scripts and tools wait on.
 *
 * <p>{@code Ready} and {@code Available} are always there, True or False. {@code Reconciling} and {@code Stalled} are
 * there only while they are True, and never both: kstatus asks that abnormal conditions be absent otherwise, Flux reads
 * them so, and {@code kubectl wait --for=condition=Stalled} goes on waiting for one that is absent as for one that is
 * False. At every moment exactly one of four holds: settled and Ready, settled without a ready endpoint, Reconciling, or
 * Stalled. A time of transition stays while the status stays the same.
 */
final class StatusConditions {
    private static final String TRUE = "True";
    private static final String FALSE = "False";

    private final StatusScene scene;

    StatusConditions(StatusScene scene) {
        this.scene = scene;
    }

    List<ReleaseCondition> all() {
        List<ReleaseCondition> all = new ArrayList<>(List.of(available(), ready()));
        progress().ifPresent(all::add);
        all.addAll(new Milestones(scene).all().stream().map(this::condition).toList());
        return all;
    }

    /**
     * One condition without its times.
     *
     * @param reason one CamelCase word
     */
    record Finding(String type, boolean holds, String reason, String message) {}

    private ReleaseCondition available() {
        return condition(availability());
    }

    private Finding availability() {
        if (scene.live().isEmpty()) {
            return nothingLive();
        }
        String image = ShortImage.of(scene.live().orElseThrow().image());
        if (!scene.seen().service().filter(ServiceView::selectsRecorded).isPresent()) {
            return unavailable("SelectorChanged", "The live Service does not select " + image + " now");
        }
        boolean serves = scene.liveSet().filter(set -> set.ready() > 0).isPresent();
        return serves
                ? new Finding("Available", true, "LiveServes", image + " serves customers")
                : unavailable("NoReadyEndpoint", "No pod of " + image + " is a ready endpoint of the live Service");
    }

    private Finding nothingLive() {
        if (scene.seen().live().filter(LiveRecord::servesAdopted).isPresent()) {
            return adoptedServes();
        }
        boolean served = scene.seen().sets().values().stream()
                .map(SetView::record)
                .flatMap(Optional::stream)
                .anyMatch(SetRecord::everPromoted);
        return served && scene.seen().live().flatMap(LiveRecord::live).isEmpty()
                ? unavailable("LiveServiceMissing", "The live Service or its record is missing")
                : unavailable("NotYetLive", "No release has served customers yet");
    }

    private Finding adoptedServes() {
        boolean serves = scene.seen()
                .service()
                .filter(service -> service.adoptedReady() > 0)
                .isPresent();
        return serves
                ? new Finding(
                        "Available",
                        true,
                        "AdoptedServes",
                        "What the Service selected before it is adopted serves customers, and no release yet")
                : unavailable("NoReadyEndpoint", "No pod that the Service selected before its adoption is ready");
    }

    private static Finding unavailable(String reason, String message) {
        return new Finding("Available", false, reason, message);
    }

    ReleaseCondition ready() {
        return condition(readiness());
    }

    private Finding readiness() {
        Optional<Problem> stall = scene.stall();
        if (stall.isPresent()) {
            return unready(stall.get().reason(), stall.get().message());
        }
        if (!scene.isSettled()) {
            return unready(scene.plan().phase().text(), waiting());
        }
        Finding available = availability();
        String release = scene.liveRecord().orElseThrow().release().toString();
        return available.holds()
                ? new Finding("Ready", true, "Live", release + " serves, proven and soaked")
                : unready(available.reason(), available.message());
    }

    private static Finding unready(String reason, String message) {
        return new Finding("Ready", false, reason, message);
    }

    private String waiting() {
        String message = scene.plan().message();
        return message.isBlank() ? "Waiting for the next look at the store" : message;
    }

    private Optional<ReleaseCondition> progress() {
        Optional<Problem> stall = scene.stall();
        if (stall.isPresent()) {
            return Optional.of(condition(new Finding(
                    "Stalled", true, stall.get().reason(), stall.get().message())));
        }
        return scene.isSettled()
                ? Optional.empty()
                : Optional.of(condition(
                        new Finding("Reconciling", true, scene.plan().phase().text(), waiting())));
    }

    private ReleaseCondition condition(Finding finding) {
        String status = finding.holds() ? TRUE : FALSE;
        Instant since = scene.before().map(MagentoReleaseStatus::conditions).orElse(List.of()).stream()
                .filter(old -> finding.type().equals(old.type()) && status.equals(old.status()))
                .map(ReleaseCondition::lastTransitionTime)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseGet(() -> StatusReport.second(scene.now()));
        return new ReleaseCondition(
                finding.type(), status, scene.generation(), since, finding.reason(), finding.message());
    }
}
