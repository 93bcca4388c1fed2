package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.LegacyObjects;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.cluster.Pods;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** 1. What the live Service is given by the operator. */
final class ServicePromises {
    private static final List<Step> BEFORE_A_FLIP = List.of(
            Step.PREFLIGHT,
            Step.DECIDE,
            Step.START,
            Step.CLEAN,
            Step.VERIFY,
            Step.WARM_UP,
            Step.CUTOVER_CLEAN,
            Step.CUTOVER_WARM);
    private static final List<Step> BY_JOB = List.of(Step.PREFLIGHT, Step.CLEAN, Step.UPGRADE, Step.CUTOVER_CLEAN);

    private static final Map<String, String> EVERY_SET =
            Map.of("magento-bluegreen.io/store", Shop.NAME, "magento-bluegreen.io/role", "web");

    private final World world;
    private final Promises.Require require;

    ServicePromises(World world, Promises.Require require) {
        this.world = world;
        this.require = require;
    }

    void wrote(Optional<Service> before, Optional<Service> after) {
        if (after.isEmpty()) {
            require.that(false, "1: the live Service was deleted by the operator");
            return;
        }
        Optional<LiveRecord> old = before.flatMap(Recorded::on);
        Optional<LiveRecord> next = Recorded.on(after.get());
        require.that(next.isPresent(), "1: the record was taken off the Service");
        if (next.isEmpty()) {
            return;
        }
        String selects = Shop.selects(after.get());
        require.that(
                !next.get().servesAdopted()
                        || Shop.selectsLegacy(after.get())
                        || isSameSelector(before, after.get())
                        || isPersons(next.get(), after.get()),
                "1: the selector is not what it was before the adoption");
        old.ifPresent(record -> orders(record, next.get()));
        require.that(
                next.get().live().isPresent()
                        || before.filter(Shop::selectsLegacy).isEmpty()
                        || Shop.selectsLegacy(after.get()),
                "1: what served before the adoption lost its customers, and nothing took them");
        boolean both = next.get().switching().isPresent();
        require.that(
                !both || EVERY_SET.equals(after.get().getSpec().getSelector()),
                "1: the selector is not that of two sets");
        if (both && old.filter(record -> record.switching().isEmpty()).isPresent()) {
            overlaps(old.get(), next.get());
        } else if (both) {
            require.that(old.isEmpty() || live(old).equals(live(next)), "1: live changed in the middle of a switch");
        } else if (old.isPresent() && !live(old).equals(live(next))) {
            flips(old.get(), next.get(), selects);
        } else if (before.isEmpty() || !selects.equals(Shop.selects(before.get()))) {
            restores(next.get(), selects);
        }
    }

    /** 1, 2. Two sets are selected together: live, and one that passed its gates; of every third there is no pod. */
    private void overlaps(LiveRecord old, LiveRecord next) {
        require.that(live(Optional.of(old)).equals(live(Optional.of(next))), "1: a switch began with another live");
        require.that(old.live().isPresent(), "1: a switch began where nothing was live");
        require.that(next.epoch() == old.epoch() + 1, "1: a switch was written over another record");
        String to = next.switching().orElseThrow().revision();
        Optional<SetRecord> record = world.shop().record(to);
        require.that(record.isPresent(), "1: a switch began to a set without a record");
        record.ifPresent(target -> forward(old, target));
        require.that(hasPods(to), "1: a switch began to a set without a ready pod");
        String live = live(Optional.of(old));
        boolean third = world.cluster().webPods().stream()
                .flatMap(
                        pod -> Optional.ofNullable(pod.getMetadata().getLabels().get(Labels.REVISION)).stream())
                .anyMatch(revision -> !revision.equals(to) && !revision.equals(live));
        require.that(world.truth().isExcused(Truth.Excuse.SCALED) || !third, "2: a third set has pods in an overlap");
    }

    /** A person wrote the selector that was found, remembered and is selected. */
    private boolean isPersons(LiveRecord record, Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return world.truth().wasLegacy(selector)
                && record.adopted()
                        .filter(before -> before.selector().equals(selector))
                        .isPresent();
    }

    private static boolean isSameSelector(Optional<Service> before, Service after) {
        return before.filter(service -> Objects.equals(
                        service.getSpec().getSelector(), after.getSpec().getSelector()))
                .isPresent();
    }

    private static String live(Optional<LiveRecord> record) {
        return record.flatMap(LiveRecord::live).map(LiveRecord.Slot::revision).orElse("");
    }

    private void orders(LiveRecord old, LiveRecord next) {
        boolean early = old.switching()
                .filter(to -> next.switching().isEmpty() && world.now().isBefore(to.until()))
                .isPresent();
        require.that(
                !early
                        || world.truth().isExcused(Truth.Excuse.CLOCK_OFF)
                        || world.truth().isExcused(Truth.Excuse.SCALED),
                "1: a switch ended before its time");
        require.that(next.epoch() >= old.epoch(), "1: an older record was written over a newer one");
        boolean flips = !live(Optional.of(old)).equals(live(Optional.of(next)));
        require.that(!flips || next.epoch() == old.epoch() + 1, "1: a flip was written over another one");
    }

    private void restores(LiveRecord record, String selects) {
        String recorded = live(Optional.of(record));
        boolean nothing = record.live().isEmpty();
        require.that(
                nothing ? world.shop().set(selects).isEmpty() : selects.equals(recorded),
                "1: the selector was restored to what is not recorded");
        if (!nothing) {
            require.that(
                    world.truth().isExcused(Truth.Excuse.RECORDS_LOST) || hasServed(recorded),
                    "1: the Service selects a set that never passed its gates");
        }
    }

    private boolean hasServed(String revision) {
        return world.truth().wasFlippedTo(revision)
                || world.shop()
                        .record(revision)
                        .filter(record ->
                                record.everPromoted() || record.promoting().isPresent())
                        .isPresent();
    }

    private void flips(LiveRecord old, LiveRecord next, String selects) {
        String to = live(Optional.of(next));
        world.truth().flipped(to);
        if (to.isEmpty()) {
            backToAdopted(old, next);
            return;
        }
        require.that(selects.equals(to), "1: the selector is not what the record says");
        Optional<SetRecord> record = world.shop().record(to);
        require.that(
                record.isPresent() || world.truth().isExcused(Truth.Excuse.RECORDS_LOST),
                "1: flipped to a set without a record");
        record.ifPresent(target -> {
            if (target.ended()) {
                back(target);
            } else {
                forward(old, target);
            }
        });
        require.that(hasPods(to), "1: flipped to a set without a ready pod");
    }

    /** Its code need not have the flag, so nothing may have touched the database since. */
    private void backToAdopted(LiveRecord old, LiveRecord next) {
        require.that(next.servesAdopted() && old.adopted().isPresent(), "1: what is live was taken off the record");
        require.that(
                world.truth().isExcused(Truth.Excuse.RECORDS_LOST)
                        || world.shop()
                                .ledger()
                                .flatMap(Ledger::lastTouched)
                                .filter(last -> !last.job().equals(old.database()))
                                .isEmpty(),
                "1: went back to what was adopted, on a database that was touched since");
        boolean ready = world.api().store().<io.fabric8.kubernetes.api.model.Pod>all(Kind.POD).stream()
                .filter(pod -> Pods.selects(LegacyObjects.SELECTOR, pod))
                .anyMatch(Pods::isReady);
        require.that(
                ready || world.truth().isExcused(Truth.Excuse.PODS_HURT),
                "1: went back to what was adopted, and none of its pods is ready");
    }

    private void back(SetRecord target) {
        require.that(target.everPromoted(), "1: went back to a set that never served");
        require.that(target.outcome().filter(Outcome::mayServe).isPresent(), "1: went back to a set that failed");
    }

    private void forward(LiveRecord old, SetRecord target) {
        BEFORE_A_FLIP.forEach(step -> require.that(target.passed(step), "1, 4: flipped without evidence of " + step));
        boolean upgrades = target.fact(Step.DECIDE, "decision").equals("UPGRADE");
        require.that(!upgrades || target.passed(Step.UPGRADE), "1, 4: flipped without its upgrade");
        require.that(!upgrades || !old.servesAdopted(), "1: adopted with an upgrade");
        BY_JOB.stream()
                .flatMap(step -> Optional.ofNullable(target.jobs().get(step)).stream())
                .map(JobRef::uid)
                .forEach(uid -> require.that(
                        world.cluster().passed().contains(uid), "4: flipped although a Job of it did not pass"));
        String revision = target.release().revision();
        require.that(world.truth().hasAnswered(revision), "4: flipped to a set of which no page ever answered");
        require.that(world.cluster().database().running().isEmpty(), "1: flipped while an upgrade runs");
        require.that(
                world.shop().ledger().flatMap(ledger -> ledger.uncleaned()).isEmpty(),
                "7: flipped before live's cached table definitions were cleaned");
        int blue = live(Optional.of(old)).isEmpty() ? 1 : size(live(Optional.of(old)));
        require.that(
                world.truth().isExcused(Truth.Excuse.SCALED) || size(revision) >= blue,
                "2: green is smaller than blue at the flip");
    }

    private int size(String revision) {
        return world.shop()
                .set(revision)
                .map(Deployment::getSpec)
                .map(spec -> spec.getReplicas())
                .orElse(0);
    }

    private boolean hasPods(String revision) {
        return world.truth().isExcused(Truth.Excuse.PODS_HURT)
                || world.truth().wasEmptiedMeanwhile(revision)
                || ready(revision) > 0;
    }

    private long ready(String revision) {
        return world.api().store().<io.fabric8.kubernetes.api.model.Pod>all(Kind.POD).stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(Shop.NAME + "-" + revision + "-"))
                .filter(Pods::isReady)
                .count();
    }
}
