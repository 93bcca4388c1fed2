package io.magentobluegreen.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.CommandsStatus;
import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.UpgradeMode;
import io.magentobluegreen.release.model.Jobs;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A store played on paper: the real planner's turns, a cluster that does what it is told, and after each reconciliation
 * the object as the API server would show it. Everything passes by itself unless the test says otherwise.
 */
final class PlayedStore {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final int MOST_TURNS = 300;

    final Map<String, Pods> sets = new TreeMap<>();
    final Map<String, JobView> jobs = new TreeMap<>();
    final Map<Task, Answer> answers = new HashMap<>();
    final List<Action.Announce> announced = new ArrayList<>();
    final List<JsonNode> objects = new ArrayList<>();
    final Set<Step> failingSteps = EnumSet.noneOf(Step.class);
    final Set<Task.Kind> failingTasks = EnumSet.noneOf(Task.Kind.class);
    /** Rounds that pass although the kind of task fails: without a word of the test, those of the set before live. */
    final Set<String> passingSubjects = new HashSet<>(Set.of("compare "));

    final Map<String, String> upgradeFacts = new TreeMap<>();
    Optional<Ledger> ledger = Optional.empty();
    Optional<LiveRecord> live = Optional.empty();
    boolean finalizer;
    boolean upgradeDue;
    boolean manual;
    boolean paused;
    boolean selectorChanged;
    /** Pods of what the Service selected before it was adopted. */
    int adoptedReady;

    final Map<String, String> runs = new TreeMap<>();
    /** What pods suffer that are waited for. */
    String trouble = "";

    String published = "";
    String preview = "";
    String image = "registry.example.com/shop/php:1";
    Optional<Problem> problem = Optional.empty();
    Commands commands = Commands.NONE;
    SoakProgress soak = SoakProgress.NONE;
    Instant now = Instant.parse("2026-11-24T10:00:00.123456789Z");
    long generation = 1;
    MagentoReleaseStatus status;
    Plan plan;

    /** A set's record and pods. */
    record Pods(Optional<SetRecord> record, int replicas, int ready) {}

    static String revision(String image) {
        return String.format("%010x", 0xffffffffL & image.hashCode());
    }

    /** The spec is changed, and seen so before the operator reacts. */
    PlayedStore release(String next) {
        image = "registry.example.com/shop/php:" + next;
        generation++;
        objects.add(object());
        return this;
    }

    /** Pods of the image are made anew on nodes that have pulled another one by the same tag. */
    PlayedStore moveTag(String moved) {
        runs.put(revision("registry.example.com/shop/php:" + moved), "sha256:first sha256:second");
        return this;
    }

    long said(String reason) {
        return announced.stream().filter(event -> event.reason().equals(reason)).count();
    }

    PlayedStore approve(String value) {
        commands = new Commands(commands.abort(), commands.rollback(), commands.retry(), Optional.of(value));
        return this;
    }

    PlayedStore retry(String value) {
        commands = new Commands(commands.abort(), commands.rollback(), Optional.of(value), commands.approve());
        return this;
    }

    PlayedStore rollBack(String value) {
        commands = new Commands(commands.abort(), Optional.of(value), commands.retry(), commands.approve());
        return this;
    }

    /** What was live before was not fit within its time; live serves on. */
    PlayedStore goingBackFailed() {
        sets.computeIfPresent(
                live.orElseThrow().live().orElseThrow().revision(),
                (revision, set) -> new Pods(
                        set.record()
                                .map(record -> record.end(
                                        Outcome.ROLLBACK_FAILED, "RollbackFailed", "It was not fit to serve", now)),
                        set.replicas(),
                        set.ready()));
        return this;
    }

    PlayedStore abort(String value) {
        commands = new Commands(Optional.of(value), commands.rollback(), commands.retry(), commands.approve());
        return this;
    }

    /** Plays on until the phase is reported. */
    PlayedStore until(Phase phase) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            reconcile();
            if (plan.phase() == phase) {
                return this;
            }
            goOn();
        }
        throw new AssertionError("never " + phase + ", but " + plan);
    }

    /** What happens meanwhile: pods get ready, Jobs end, checks answer, five seconds pass. */
    PlayedStore goOn() {
        now = now.plusSeconds(5);
        sets.replaceAll((name, set) -> new Pods(set.record(), set.replicas(), set.replicas()));
        jobs.replaceAll((name, job) -> job.finished() || job.suspended() ? job : ended(job));
        answers.replaceAll((task, answer) -> answer.state() == Answer.State.RUNNING ? answered(task) : answer);
        return this;
    }

    /** Turn after turn until one changes nothing, as the reconciler takes them; then the report. */
    PlayedStore reconcile() {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            Observed seen = seen();
            plan = ReleasePlanner.decide(want(), seen, now);
            PlayedCluster cluster = new PlayedCluster(this);
            plan.actions().forEach(action -> action.on(cluster));
            if (plan.actions().stream().noneMatch(PlayedStore::changes)) {
                report(seen);
                return this;
            }
        }
        throw new AssertionError("comes to no rest: " + plan);
    }

    private void report(Observed seen) {
        CommandsStatus known = status == null ? null : status.commands();
        CommandEvents events = new CommandEvents(want(), seen, known);
        announced.addAll(events.news());
        StatusScene scene = new StatusScene(generation, want(), seen, plan, Optional.ofNullable(status), now);
        MagentoReleaseStatus next = new StatusReport(scene, events.judged()).status();
        if (!next.equals(status)) {
            ConditionEvents.between(scene, next).forEach(event -> event.on(new PlayedCluster(this)));
            status = next;
            objects.add(object());
        }
    }

    private static boolean changes(Action action) {
        return !(action instanceof Action.Ask || action instanceof Action.Forget || action instanceof Action.Announce);
    }

    MagentoRelease resource() {
        MagentoRelease resource = new MagentoRelease();
        resource.setMetadata(new ObjectMetaBuilder()
                .withName("shop")
                .withNamespace("shop")
                .withGeneration(generation)
                .build());
        resource.setStatus(status);
        return resource;
    }

    /** As the API server shows it: through its JSON. */
    JsonNode object() {
        return JSON.unmarshal(JSON.asJson(resource()), JsonNode.class);
    }

    MagentoReleaseStatus readBack() {
        return JSON.unmarshal(JSON.asJson(resource()), MagentoRelease.class).getStatus();
    }

    Release want() {
        return new Release(
                problem.isPresent() ? Optional.empty() : Optional.of(revision(image)),
                image,
                paused,
                false,
                problem,
                commands,
                2,
                new Release.Upgrade(UpgradeMode.AUTO, Duration.ofHours(1), false, Optional.empty()),
                "checks",
                0,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                manual,
                new Release.Soak(Duration.ofMinutes(15), Duration.ofSeconds(5), 3),
                Release.RollbackPolicy.GUARDED,
                Duration.ofHours(1),
                3,
                false,
                Optional.empty(),
                false);
    }

    Observed seen() {
        Map<String, SetView> views = new TreeMap<>();
        sets.forEach((revision, set) -> views.put(revision, view(revision, set)));
        Map<String, JobView> troubled = new TreeMap<>(jobs);
        troubled.replaceAll((name, job) -> job.finished() ? job : job.troubled(trouble));
        return new Observed(
                live.map(record -> new ServiceView(Optional.of(record), !selectorChanged, false, adoptedReady, false)),
                live,
                views,
                ledger,
                troubled,
                jobs.values().stream().anyMatch(PlayedStore::upgrades),
                finalizer,
                published,
                preview,
                answers,
                soak,
                Set.of(),
                Instant.EPOCH);
    }

    private SetView view(String revision, Pods set) {
        boolean available = set.replicas() > 0 && set.ready() == set.replicas();
        String template = set.replicas() > 0 ? "hash-" + revision : "";
        return new SetView(
                revision,
                set.record(),
                set.replicas(),
                available,
                set.ready(),
                template,
                true,
                available ? runs.getOrDefault(revision, "sha256:first") : "",
                false,
                available ? "" : trouble);
    }

    private static boolean upgrades(JobView job) {
        return job.step() == Step.UPGRADE && !job.suspended() && !job.finished();
    }

    private JobView ended(JobView job) {
        Verdict verdict = failingSteps.contains(job.step())
                ? new Verdict(Verdict.Result.FAILED, "UpgradeFailed", "Magento said no", upgradeFacts)
                : Verdict.passed(facts(job.step()));
        return Jobs.with(job, false, Optional.of(verdict), Optional.of(now), job.owned());
    }

    private Map<String, String> facts(Step step) {
        return switch (step) {
            case PREFLIGHT ->
                Map.of("database", upgradeDue ? "2" : "0", "config", "0", "setupDigest", "digest-" + image);
            case UPGRADE -> upgradeFacts;
            default -> Map.of();
        };
    }

    private Answer answered(Task task) {
        boolean soaks = task.subject().startsWith("soak ");
        boolean fails =
                failingTasks.contains(task.kind()) && passingSubjects.stream().noneMatch(task.subject()::startsWith);
        if (soaks) {
            soak = new SoakProgress(
                    soak.since() == null ? now : soak.since(),
                    now,
                    fails ? soak.failures() + 1 : 0,
                    "page",
                    "page failed at " + now);
        }
        return fails
                ? new Answer(Answer.State.FAILED, now, "page", "/cart answered 500; 11 of 12 checks passed", Map.of())
                : new Answer(Answer.State.PASSED, now, "", "12 of 12", Map.of("passed", "12", "total", "12"));
    }
}
