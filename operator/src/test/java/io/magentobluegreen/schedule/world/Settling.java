package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** 5, 8. Once faults end, a store comes to rest in its deadlines, and what rests is whole and costs nothing. */
final class Settling {
    private static final Duration LONGEST = Duration.ofHours(3);
    private static final int QUIET_WAKES = 4;
    private static final Duration QUIET = Duration.ofSeconds(40);
    private static final int MOST_STEPS = 20_000;

    private final Drive drive;
    private final World world;

    Settling(Drive drive) {
        this.drive = drive;
        this.world = drive.world();
    }

    void settle() {
        drive.calm();
        Instant limit = world.now().plus(LONGEST);
        long version = -1;
        int quiet = 0;
        Instant since = world.now();
        for (int steps = 0;
                drive.broken().isEmpty() && !(quiet >= QUIET_WAKES && isLong(since) && mayRest());
                steps++) {
            if (!drive.isDue()) {
                boolean busy = version != world.api().store().version() || isUpgrading();
                version = world.api().store().version();
                since = busy ? world.now() : since;
                quiet = busy ? 0 : quiet + 1;
            }
            drive.step();
            drive.require(
                    steps < MOST_STEPS && world.now().isBefore(limit), "5: a release does not settle: " + status());
        }
        if (drive.broken().isEmpty()) {
            rest();
        }
    }

    /** An upgrade that takes too long is said to have stalled, and goes on. */
    private boolean isUpgrading() {
        return !world.cluster().database().running().isEmpty();
    }

    private boolean isLong(Instant since) {
        return !world.now().isBefore(since.plus(QUIET));
    }

    private String status() {
        return world.shop()
                .resource()
                .map(MagentoRelease::getStatus)
                .map(status -> status.phase() + ", " + status.message())
                .orElse("no status");
    }

    /** Nothing is under way, or it waits for a person and says so. */
    private boolean mayRest() {
        Optional<MagentoRelease> resource = world.shop().resource();
        if (resource.isEmpty()) {
            return true;
        }
        return !is(resource.get(), "Reconciling")
                || resource.get().getSpec().paused()
                || phase(resource.get()).equals("AwaitingApproval");
    }

    private static boolean is(MagentoRelease resource, String condition) {
        return Optional.ofNullable(resource.getStatus()).map(MagentoReleaseStatus::conditions).stream()
                .flatMap(conditions -> conditions.stream())
                .anyMatch(each -> each.type().equals(condition) && "True".equals(each.status()));
    }

    private static String phase(MagentoRelease resource) {
        return Optional.ofNullable(resource.getStatus())
                .map(MagentoReleaseStatus::phase)
                .map(Object::toString)
                .orElse("");
    }

    private void rest() {
        Optional<MagentoRelease> resource = world.shop().resource();
        if (resource.isEmpty()) {
            return;
        }
        drive.require(resource.get().getMetadata().getDeletionTimestamp() == null, "9: a deleted resource never goes");
        drive.require(
                is(resource.get(), "Ready")
                        || is(resource.get(), "Stalled")
                        || is(resource.get(), "Reconciling")
                        || !is(resource.get(), "Available"),
                "5: at rest and neither Ready nor Stalled");
        world.shop().live().filter(live -> live.live().isPresent()).ifPresent(live -> live(live, resource.get()));
        drive.require(
                world.shop()
                        .service()
                        .filter(service -> isAdoptedBy(resource.get(), service))
                        .filter(service -> !Shop.selectsLegacy(service)
                                && !world.truth().wasLegacy(service.getSpec().getSelector()))
                        .isEmpty(),
                "1: at rest with another selector than before the adoption");
    }

    /** It is watched for this resource, and no release has taken it over. */
    private static boolean isAdoptedBy(MagentoRelease resource, Service service) {
        String uid = resource.getMetadata().getUid();
        return uid.equals(Optional.ofNullable(service.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(Annotations.ADOPTED_BY))
                        .orElse(""))
                && Recorded.on(service).filter(LiveRecord::servesAdopted).isPresent();
    }

    private void live(LiveRecord live, MagentoRelease resource) {
        String revision = live.live().orElseThrow().revision();
        Optional<SetRecord> record = world.shop().record(revision);
        drive.require(live.switching().isEmpty(), "8: at rest in the middle of a switch");
        drive.require(world.shop().selects().equals(revision), "1: at rest with another selector than the recorded");
        boolean excused = world.truth().isExcused(Truth.Excuse.RECORDS_LOST);
        drive.require(
                excused
                        || world.shop()
                                .set(revision)
                                .filter(set -> set.getSpec().getReplicas() > 0)
                                .isPresent(),
                "2: at rest without a live set");
        if (excused || resource.getSpec().paused()) {
            return;
        }
        boolean stalled = is(resource, "Stalled");
        drive.require(
                record.flatMap(SetRecord::promoting).isEmpty() || stalled, "7: at rest with a flip that is not proven");
        drive.require(world.shop().published().equals(revision), "7: at rest with copies of another revision");
        drive.require(
                world.shop().ledger().flatMap(Ledger::uncleaned).isEmpty() || stalled,
                "7: at rest with live's cache uncleaned");
        if (is(resource, "Ready")) {
            drive.require(
                    live.live().orElseThrow().image().equals(resource.getSpec().image()),
                    "5: Ready although another image is live than is asked for");
        }
    }
}
