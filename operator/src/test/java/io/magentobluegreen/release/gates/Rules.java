package io.magentobluegreen.release.gates;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.plan.Written;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What holds of every plan, whatever is seen and asked for. */
final class Rules {
    /** Waits that may last for ever: a person or a running upgrade ends them. */
    private static final List<String> ENDLESS = List.of(
            "Waiting for approval",
            "Paused",
            "The resource is being deleted",
            "Cleaning live's cached table definitions",
            "Waiting for the upgrade Job");

    /** The Jobs that are run although nothing new may begin: they finish or repair what was begun. */
    private static final Set<Step> ALSO_HELD = EnumSet.of(Step.CLEAN_LIVE, Step.BACK_CLEAN, Step.PURGE);

    private final Release want;
    private final Observed seen;
    private final Plan plan;

    private Rules(Combination of) {
        want = of.want();
        seen = of.seen();
        plan = of.plan();
    }

    static void hold(Combination of) {
        Rules rules = new Rules(of);
        rules.says();
        rules.waits();
        rules.writesEachObjectOnce();
        rules.keepsOrder();
        rules.actions(Action.Scale.class).forEach(rules::scales);
        rules.actions(Action.Collect.class).forEach(rules::collects);
        rules.actions(Action.Flip.class).forEach(rules::flips);
        rules.actions(Action.ResumeUpgrade.class).forEach(rules::resumes);
        rules.actions(Action.WriteLedger.class).forEach(rules::touches);
        rules.actions(Action.DeleteJob.class).forEach(rules::deletes);
        rules.departs();
        rules.begins();
    }

    private void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule + "\n  " + plan + "\n  wants " + want + "\n  sees " + seen);
        }
    }

    private <T extends Action> Stream<T> actions(Class<T> kind) {
        return plan.actions().stream().filter(kind::isInstance).map(kind::cast);
    }

    private Optional<LiveRecord> live() {
        return seen.live();
    }

    private boolean isLive(String revision) {
        return live().filter(record -> record.isLive(revision)).isPresent();
    }

    private void says() {
        boolean nothingToSay = plan.phase() == Phase.LIVE && plan.stall().isEmpty();
        check(nothingToSay || !plan.message().isBlank(), "a plan says what is waited for");
        check(plan.stall().filter(String::isBlank).isEmpty(), "a stall has a reason");
    }

    private void waits() {
        boolean idle = plan.actions().stream().allMatch(action -> action instanceof Action.MovePreview);
        boolean named = plan.message().isBlank() || ENDLESS.stream().anyMatch(plan.message()::startsWith);
        check(
                !idle || plan.wake().isPresent() || plan.stall().isPresent() || named,
                "a wait ends, or a person is called");
        check(plan.wake().filter(wake -> wake.isNegative() || wake.isZero()).isEmpty(), "a wake lies ahead");
    }

    private void writesEachObjectOnce() {
        Set<String> written = new HashSet<>();
        boolean begins = actions(Action.MakeSet.class).findAny().isPresent();
        plan.actions().stream()
                .filter(action -> !(begins && action instanceof Action.WriteRecord))
                .filter(action -> !selectsWhatWasJustWritten(action))
                .flatMap(action -> Written.by(action).stream())
                .forEach(object -> check(written.add(object), "no write of a plan undoes another: " + object));
    }

    /** It carries the version of the record's write, and changes the selector alone. */
    private boolean selectsWhatWasJustWritten(Action action) {
        return action instanceof Action.RestoreSelector restore
                && actions(Action.WriteLive.class)
                        .anyMatch(write -> write.record().equals(restore.record()));
    }

    /** Protective before the release, chores after it. */
    private void keepsOrder() {
        boolean others = false;
        boolean chores = false;
        for (Action action : plan.actions()) {
            boolean raises = action instanceof Action.Scale scale && isLive(scale.revision());
            boolean chore = action instanceof Action.MovePreview || action instanceof Action.Collect;
            check(!raises || !others, "what protects live comes first");
            check(chore || !chores || action instanceof Action.Scale, "chores come last");
            others |= !raises;
            chores |= chore;
        }
    }

    private void scales(Action.Scale scale) {
        SetView set = seen.set(scale.revision()).orElseThrow();
        if (scale.replicas() >= set.replicas()) {
            return;
        }
        boolean stamped = set.record().flatMap(SetRecord::promoting).isPresent();
        boolean bySpec = isLive(scale.revision())
                && scale.replicas() == want.replicas()
                && set.record()
                        .filter(record -> record.appliedReplicas() != want.replicas())
                        .isPresent();
        check(!stamped, "a set that is stamped for a flip is not scaled down");
        check(!isLive(scale.revision()) || bySpec, "live is scaled down by the spec alone");
        check(!set.referenced() || bySpec, "a set that endpoints reference is not scaled down");
        check(set.record().filter(SetRecord::ended).isPresent(), "a release under way is not scaled down");
    }

    private void collects(Action.Collect collect) {
        SetView set = seen.set(collect.revision()).orElseThrow();
        check(!isLive(collect.revision()), "live is not deleted");
        check(
                live().filter(l -> l.isPrevious(collect.revision())).isEmpty() || collect.anew() && set.drifted(),
                "the set before live is not deleted");
        check(set.record().flatMap(SetRecord::promoting).isEmpty(), "a stamped set is not deleted");
        check(!set.referenced() && set.replicas() == 0, "what has pods is not deleted");
        check(!want.held(), "nothing is deleted while held");
    }

    private void flips(Action.Flip flip) {
        if (flip.next().servesAdopted()) {
            LiveRecord before = live().orElseThrow();
            check(before.adopted().equals(flip.next().adopted()), "only what is remembered is given back");
            check(
                    flip.epoch() == before.epoch() && flip.next().epoch() == before.epoch() + 1,
                    "a flip raises the epoch");
            check(seen.service().orElseThrow().adoptedReady() > 0, "what is given back has a ready pod");
            return;
        }
        SetView to = seen.set(flip.to()).orElseThrow();
        SetRecord record = to.record().orElseThrow();
        LiveRecord before = live().orElseThrow();
        check(flip.epoch() == before.epoch() && flip.next().epoch() == before.epoch() + 1, "a flip raises the epoch");
        check(to.ready() > 0, "a flip is to ready pods");
        if (flip.next().switching().isPresent()) {
            overlaps(flip, before);
        } else {
            check(flip.next().isLive(flip.to()), "a flip makes live what it flips to");
            check(flip.next().previous().equals(before.live()), "a flip remembers what was live");
        }
        if (before.switching().isPresent()) {
            check(before.isSwitchedTo(flip.to()) && !record.ended(), "an overlap ends on what it was for");
            return;
        }
        if (record.ended()) {
            check(record.everPromoted(), "a flip back is to what has served");
            check(record.outcome().filter(Outcome::mayServe).isPresent(), "a flip back is to what may serve");
            return;
        }
        flipsForward(to, record);
    }

    private void overlaps(Action.Flip flip, LiveRecord before) {
        check(want.overlap().isPresent() && flip.next().isSwitchedTo(flip.to()), "an overlap is asked for");
        check(flip.next().live().equals(before.live()) && before.live().isPresent(), "live is blue while it lasts");
        boolean alone = seen.sets().values().stream()
                .filter(set -> set.replicas() > 0 || seen.standing().contains(set.revision()))
                .map(SetView::revision)
                .allMatch(revision -> revision.equals(flip.to()) || isLive(revision));
        check(alone, "no third set has a pod when two overlap");
    }

    private void flipsForward(SetView to, SetRecord record) {
        boolean adopts = live().filter(LiveRecord::servesAdopted).isPresent();
        boolean level = record.fact(Step.DECIDE, "decision").equals("LEVEL");
        check(!adopts || level && !seen.service().orElseThrow().untouched(), "only what needs no upgrade is adopted");
        for (Step step : Choices.PATH) {
            boolean demanded = step != Step.FLIP
                    && (step != Step.APPROVAL || want.manual())
                    && (step != Step.UPGRADE && step != Step.REINDEX
                            || record.fact(Step.DECIDE, "decision").equals("UPGRADE"));
            check(!demanded || record.passed(step), "a flip has evidence of " + step);
        }
        check(!want.held() && want.wants(to.revision()), "a flip is asked for");
        check(seen.ledger().flatMap(Ledger::open).isEmpty() && !seen.upgradePods(), "no upgrade runs at a flip");
        check(seen.ledger().flatMap(Ledger::uncleaned).isEmpty(), "live is cleaned before a flip");
        int live = live().flatMap(LiveRecord::live)
                .flatMap(slot -> seen.set(slot.revision()))
                .map(SetView::replicas)
                .orElse(1);
        check(to.ready() >= live && to.available(), "green is as large as blue at the flip");
        check(record.fact(Step.VERIFY, "template").equals(to.template()), "the verdict is for this template");
    }

    private void resumes(Action.ResumeUpgrade resume) {
        JobView job = seen.jobs().get(resume.job());
        Ledger ledger = seen.ledger().orElseThrow();
        check(actions(Action.ResumeUpgrade.class).count() == 1, "one upgrade at a time");
        check(job.suspended() && !job.cancelled() && !job.finished(), "what is resumed waits");
        check(ledger.open().filter(open -> open.job().equals(job.uid())).isPresent(), "what is resumed is touched");
        check(!ledger.isOlder(job.image()), "an image older than the database is never upgraded");
        check(!seen.upgradePods(), "nothing is resumed while an upgrade runs");
        check(seen.finalizer(), "an upgrade begins on a resource that stays");
        check(!want.held() && !want.terminating(), "an upgrade begins when it is asked for");
    }

    private void touches(Action.WriteLedger write) {
        Optional<Ledger> before = seen.ledger();
        boolean touches =
                write.next().open().isPresent() && !write.next().open().equals(before.flatMap(Ledger::open));
        boolean rebuilt = before.isEmpty();
        check(!touches || rebuilt || before.flatMap(Ledger::open).isEmpty(), "a touch comes after the end of the last");
        check(before.isEmpty() || write.next().next() >= before.get().next(), "numbers only rise");
    }

    private void deletes(Action.DeleteJob delete) {
        JobView job = seen.jobs().get(delete.job());
        check(job.finished() || job.suspended() && job.cancelled(), "nothing that may run is deleted");
    }

    private void departs() {
        if (!want.terminating()) {
            return;
        }
        check(
                plan.actions().stream()
                        .allMatch(action -> action instanceof Action.WriteLedger
                                || action instanceof Action.CancelUpgrade
                                || action instanceof Action.DeleteJob
                                || action instanceof Action.OwnUpgrade
                                || action instanceof Action.RemoveFinalizer),
                "what terminates only settles its upgrade");
        check(
                !seen.upgradePods()
                        || actions(Action.RemoveFinalizer.class).findAny().isEmpty(),
                "the finalizer stays while an upgrade runs");
    }

    private void begins() {
        if (!want.held()) {
            return;
        }
        check(actions(Action.MakeSet.class).findAny().isEmpty(), "nothing begins while held");
        boolean runs = seen.jobs().values().stream()
                .anyMatch(job -> job.step() == Step.UPGRADE && !job.suspended() && !job.finished());
        check(runs || actions(Action.AddFinalizer.class).findAny().isEmpty(), "no upgrade is prepared while held");
        check(
                actions(Action.RunJob.class).allMatch(run -> ALSO_HELD.contains(run.step())),
                "no step begins while held");
    }
}
