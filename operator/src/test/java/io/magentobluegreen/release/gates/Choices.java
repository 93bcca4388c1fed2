package io.magentobluegreen.release.gates;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.UpgradeMode;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each gate tells apart, as lists to be combined: A was released first, then B over it, and C is another image. */
final class Choices {
    static final String A = "aaaaaaaaaa";
    static final String B = "bbbbbbbbbb";
    static final String C = "cccccccccc";
    static final String UPGRADE_JOB = "upgrade-of-b";
    static final Instant NOW = Combination.NOW;
    static final Instant LATELY = NOW.minusSeconds(5);
    static final Instant LONG_AGO = NOW.minusSeconds(100_000);
    private static final String TEMPLATE = "template";

    /** The steps of a release, in the order in which evidence of them appears. */
    static final List<Step> PATH = List.of(
            Step.PREFLIGHT,
            Step.DECIDE,
            Step.START,
            Step.UPGRADE,
            Step.CLEAN,
            Step.REINDEX,
            Step.VERIFY,
            Step.CHECK_JOBS,
            Step.WARM_UP,
            Step.APPROVAL,
            Step.CUTOVER_CLEAN,
            Step.CUTOVER_WARM,
            Step.FLIP);

    private Choices() {}

    /** B has passed everything before the step, at which it stands since then. */
    static SetRecord before(Step step, Instant since, String decision) {
        SetRecord record = SetRecord.begin(new ReleaseName(B, 2), "B", Colour.GREEN, 2, LONG_AGO);
        for (Step passed : PATH.subList(0, PATH.indexOf(step))) {
            boolean skipped = !decision.equals("UPGRADE") && (passed == Step.UPGRADE || passed == Step.REINDEX);
            if (!skipped) {
                record = record.pass(passed, new Evidence(since, facts(passed, decision)), step);
            }
        }
        return record.at(step, since).born(TEMPLATE, "id");
    }

    private static Map<String, String> facts(Step step, String decision) {
        return switch (step) {
            case PREFLIGHT -> Map.of("database", "2", "config", "0", "setupDigest", "b", "varnish", "true");
            case DECIDE -> Map.of("decision", decision);
            case VERIFY -> Map.of("template", TEMPLATE, "checks", "checks");
            case CUTOVER_CLEAN -> Map.of("epoch", "1", "flip", "2");
            default -> Map.of();
        };
    }

    static SetRecord served(String revision, int number, int promotions) {
        return SetRecord.begin(
                        new ReleaseName(revision, number),
                        revision.substring(0, 1).toUpperCase(),
                        Colour.BLUE,
                        2,
                        LONG_AGO)
                .promoted(promotions, LONG_AGO)
                .at(Step.RETAIN, LONG_AGO)
                .end(Outcome.PROMOTED, "Promoted", "It serves", LONG_AGO)
                .born(TEMPLATE, "id");
    }

    static SetView set(Optional<SetRecord> record, String revision, int replicas, int ready, boolean referenced) {
        boolean available = replicas > 0 && ready == replicas;
        return new SetView(revision, record, replicas, available, ready, TEMPLATE, true, "id", referenced);
    }

    /** B's pods: none, on their way, all ready, fewer than live has. */
    static List<SetView> pods(SetRecord record) {
        Optional<SetRecord> known = Optional.of(record);
        return List.of(
                set(known, B, 0, 0, false),
                set(known, B, 2, 1, false),
                set(known, B, 2, 2, false),
                set(known, B, 1, 1, false));
    }

    static LiveRecord liveRecord(Optional<LiveRecord.Slot> previous, Instant cutover) {
        return new LiveRecord(Optional.of(slot(A, 1, 1)), previous, cutover, 1, "", Optional.empty());
    }

    static LiveRecord.Slot slot(String revision, int number, int promotions) {
        String image = revision.substring(0, 1).toUpperCase();
        return new LiveRecord.Slot(new ReleaseName(revision, number), image, Colour.BLUE, promotions, 2);
    }

    static List<Ledger> ledgers() {
        Ledger level = new Ledger(List.of(), 3, false).level("A", "a");
        Ledger open = level.touched("B", B + "-2", UPGRADE_JOB);
        return List.of(
                level,
                open,
                open.ended(UPGRADE_JOB, Ledger.FAILED),
                open.ended(UPGRADE_JOB, Ledger.VANISHED).cleaned(UPGRADE_JOB),
                open.succeeded(UPGRADE_JOB, "B", "b").cleaned(UPGRADE_JOB),
                level.touched("C", C + "-1", "of-c")
                        .ended("of-c", Ledger.FAILED)
                        .cleaned("of-c"),
                level.touched("C", C + "-1", "of-c"),
                new Ledger(level.facts(), 103, true));
    }

    /** What is asked of the store, by the spec and by commands. */
    static List<Release> wants(boolean manual) {
        List<Release> all = new ArrayList<>();
        for (String revision : List.of(A, B, C)) {
            all.add(want(revision, manual, false, false, Commands.NONE));
        }
        all.add(overlapping(manual));
        all.add(want("", manual, false, false, Commands.NONE));
        all.add(want(B, manual, true, false, Commands.NONE));
        all.add(want(B, manual, false, true, Commands.NONE));
        all.add(want(B, manual, false, false, commands(B + "-2", "", "", "")));
        all.add(want(B, manual, false, false, commands("", A + "-1", "", "")));
        all.add(want(B, manual, false, false, commands("", "", "", B + "-2")));
        all.add(want(B, manual, false, false, commands(B + "-1", C + "-1", B + "-2", B + "-1")));
        all.add(want(B, manual, false, false, commands("", "", B + "-3", "")));
        all.add(want(B, manual, true, false, commands(B + "-2", "", "", B + "-2")));
        return all;
    }

    private static Commands commands(String abort, String rollback, String retry, String approve) {
        return new Commands(named(abort), named(rollback), named(retry), named(approve));
    }

    private static Optional<String> named(String text) {
        return Optional.of(text).filter(name -> !name.isEmpty());
    }

    private static Release want(
            String revision, boolean manual, boolean paused, boolean terminating, Commands commands) {
        return want(revision, manual, paused, terminating, commands, false);
    }

    /** B over what is live, both for a while. */
    private static Release overlapping(boolean manual) {
        return want(B, manual, false, false, Commands.NONE, true);
    }

    private static Release want(
            String revision, boolean manual, boolean paused, boolean terminating, Commands commands, boolean overlaps) {
        boolean known = !revision.isEmpty();
        return new Release(
                Optional.of(revision).filter(name -> known),
                known ? revision.substring(0, 1).toUpperCase() : "",
                paused,
                terminating,
                known ? Optional.empty() : Optional.of(new Problem("EnvSecretMissing", "Create the Secret")),
                commands,
                2,
                new Release.Upgrade(UpgradeMode.AUTO, Duration.ofHours(1), true, Optional.empty()),
                "checks",
                1,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                manual,
                new Release.Soak(Duration.ofMinutes(15), Duration.ofSeconds(5), 3),
                Release.RollbackPolicy.GUARDED,
                Duration.ofHours(1),
                1,
                true,
                overlaps ? Optional.of(Duration.ofSeconds(15)) : Optional.empty(),
                true);
    }

    static JobRef ref(Step step) {
        return new JobRef(1, B + "-2-" + step.text() + "-1", step == Step.UPGRADE ? UPGRADE_JOB : "uid-" + step.text());
    }
}
