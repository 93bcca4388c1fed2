package io.magentobluegreen.simulation.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.magentobluegreen.simulation.cluster.PodProgram;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The pod of a Job: it does to the database what its step does, and leaves a verdict as the script of ours would. */
final class JobProgram implements PodProgram {
    private static final String STEP = "magento-bluegreen.io/step";
    private static final String BEGIN_BEFORE = "magento-bluegreen.io/begin-before";
    private static final String UPGRADE = "upgrade";
    private static final int TERMINATED = 143;

    private final ImageScript script;
    private final StoreDatabase database;
    private final String step;
    private final String word;
    private final CompletableFuture<?> worked;
    private JobEnding ending;
    private String message = "";

    /** @param changed is called when it can have ended */
    JobProgram(Pod pod, ImageScript script, StoreDatabase database, Runnable changed) {
        this.script = script;
        this.database = database;
        this.step = pod.getMetadata().getLabels().getOrDefault(STEP, "");
        List<String> command = pod.getSpec().getContainers().get(0).getCommand();
        this.word = command.size() > 2 ? command.get(2) : "";
        this.worked = working(script.jobTime(), changed);
        script.began(step);
        if (step.equals(UPGRADE) && isLate(pod)) {
            end(JobEnding.TOO_LATE);
        } else if (step.equals(UPGRADE)) {
            database.begin();
        }
    }

    private static CompletableFuture<?> working(Duration time, Runnable changed) {
        CompletableFuture<Void> work = new CompletableFuture<>();
        if (time.isZero()) {
            work.complete(null);
        } else {
            work.completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS).thenRun(changed);
        }
        return work;
    }

    private static boolean isLate(Pod pod) {
        String until = pod.getMetadata().getAnnotations().getOrDefault(BEGIN_BEFORE, "0");
        return Clock.systemUTC().instant().getEpochSecond() >= Long.parseLong(until);
    }

    @Override
    public synchronized State state() {
        if (ending == null && worked.isDone() && !script.isHeld(step)) {
            finish(script.ending(step));
        }
        return ending == null ? State.READY : State.ended(ending.exitCode(), message);
    }

    private void finish(JobEnding how) {
        if (step.equals(UPGRADE) && how.passed()) {
            database.upgraded(script.image(), script.schema());
        } else if (step.equals(UPGRADE)) {
            database.failed();
        }
        end(how);
    }

    private void end(JobEnding how) {
        ending = how;
        message = how.result().isEmpty() ? "" : verdict(how).toString();
    }

    private ObjectNode verdict(JobEnding how) {
        ObjectNode verdict = JsonNodeFactory.instance.objectNode();
        verdict.put("step", word).put("result", how.result());
        if (!how.reason().isEmpty()) {
            verdict.put("reason", how.reason()).put("message", how.message());
        }
        if (word.equals("preflight") && how.passed()) {
            facts(verdict);
        }
        return verdict;
    }

    private void facts(ObjectNode verdict) {
        int wanted = script.schema();
        int found = database.schema();
        verdict.put("database", wanted == found ? 0 : 2).put("config", 0).put("varnish", false);
        verdict.put("setupDigest", digest("schema " + wanted));
        if (found > wanted) {
            verdict.put("databaseNewer", "patch " + found);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An upgrade lets nobody end it. */
    @Override
    public synchronized void terminate() {
        if (ending == null && !step.equals(UPGRADE)) {
            end(new JobEnding(TERMINATED, "", "", ""));
        }
    }

    @Override
    public synchronized boolean hasEnded() {
        return ending != null;
    }
}
