package io.magentobluegreen.release.model;

import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.util.Map;

/** What is seen of a world, but for one part: also what the model's own worlds do not tell apart, as times. */
public final class Sights {
    private Sights() {}

    public static Observed withSets(Observed of, Map<String, SetView> sets) {
        return with(of, sets, of.jobs(), of.answers(), of.soak());
    }

    public static Observed withJobs(Observed of, Map<String, JobView> jobs) {
        return with(of, of.sets(), jobs, of.answers(), of.soak());
    }

    public static Observed withSoak(Observed of, SoakProgress soak, Map<Task, Answer> answers) {
        return with(of, of.sets(), of.jobs(), answers, soak);
    }

    private static Observed with(
            Observed of,
            Map<String, SetView> sets,
            Map<String, JobView> jobs,
            Map<Task, Answer> answers,
            SoakProgress soak) {
        return new Observed(
                of.service(),
                of.remembered(),
                sets,
                of.ledger(),
                jobs,
                of.upgradePods(),
                of.finalizer(),
                of.published(),
                of.preview(),
                answers,
                soak,
                of.standing(),
                of.attentive());
    }
}
