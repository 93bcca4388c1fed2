package io.magentobluegreen.schedule.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What really happened, which the operator may not know: evidence has to agree with it. */
final class Truth {
    /** What a person did that excuses what would be a broken promise otherwise. */
    enum Excuse {
        /** Sizes of sets are a person's. */
        SCALED,
        /** Pods ended that were not told to. */
        PODS_HURT,
        /** Records or the ledger were taken away. */
        RECORDS_LOST,
        /** An older image may upgrade. */
        ACCEPTED,
        /** A clock was off. */
        CLOCK_OFF
    }

    private final Set<String> answered = new HashSet<>();
    private final Set<String> commands = new HashSet<>();
    private final Map<Integer, String> numbers = new HashMap<>();
    private final Set<Excuse> excuses = new HashSet<>();
    private final Set<Integer> replicas = new HashSet<>();
    private final Set<String> silenced = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<Map<String, String>> legacy = new HashSet<>();
    private final Set<String> emptied = new HashSet<>();
    private boolean called;
    private String live = "";

    void resume(Truth other) {
        answered.addAll(other.answered);
        commands.addAll(other.commands);
        numbers.putAll(other.numbers);
        excuses.addAll(other.excuses);
        replicas.addAll(other.replicas);
        silenced.addAll(other.silenced);
        changed.addAll(other.changed);
        live = other.live;
        legacy.addAll(other.legacy);
    }

    void answered(String pod) {
        answered.add(pod);
    }

    /** A pod of this set answered a page as it should. */
    boolean hasAnswered(String revision) {
        return answered.stream().anyMatch(pod -> pod.startsWith(Shop.NAME + "-" + revision + "-"));
    }

    void commanded(String command, String release) {
        commands.add(command + " " + release);
    }

    boolean wasCommanded(String command, String release) {
        return commands.contains(command + " " + release);
    }

    /** Whether a person asked for a release of this revision after that number. */
    boolean wasRetried(String revision, int after) {
        String begin = "retry " + revision + "-";
        return commands.stream()
                .filter(command -> command.startsWith(begin))
                .anyMatch(command -> Integer.parseInt(command.substring(begin.length())) > after);
    }

    /** Whether the number is this release's, from now on at the latest. */
    boolean owns(String release, int number) {
        return numbers.computeIfAbsent(number, key -> release).equals(release);
    }

    void changed(String revision) {
        changed.add(revision);
    }

    /** A person changed the pod template of this set. */
    boolean wasChanged(String revision) {
        return changed.contains(revision);
    }

    /** The last flip of the Service was to this set; "" to what was adopted. */
    void flipped(String revision) {
        live = revision;
    }

    boolean wasFlippedTo(String revision) {
        return live.equals(revision);
    }

    /** A person wrote this selector on a Service without a record, and it is none of ours. */
    void legacy(Map<String, String> selector) {
        legacy.add(selector);
    }

    boolean wasLegacy(Map<String, String> selector) {
        return legacy.contains(selector);
    }

    /** A process sleeps in a call. */
    void sleeps() {
        called = true;
    }

    /** No call is under way, so whatever is decided next could be looked at before. */
    void awake() {
        called = false;
        emptied.clear();
    }

    /** A person took all pods from this set. */
    void emptied(String revision) {
        if (called) {
            emptied.add(revision);
        }
    }

    /** All its pods were taken while a call was under way, which may be the last look before a flip. */
    boolean wasEmptiedMeanwhile(String revision) {
        return emptied.contains(revision);
    }

    void silenced(String pod) {
        silenced.add(pod);
    }

    /** A person deleted this pod or its Job, and with it maybe what it had to tell. */
    boolean wasSilenced(String pod) {
        return silenced.contains(pod);
    }

    void excuse(Excuse why) {
        excuses.add(why);
    }

    boolean isExcused(Excuse why) {
        return excuses.contains(why);
    }

    void asked(int size) {
        replicas.add(size);
    }

    boolean wasAsked(int size) {
        return replicas.contains(size);
    }
}
