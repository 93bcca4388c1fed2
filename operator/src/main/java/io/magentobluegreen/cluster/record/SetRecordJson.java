package io.magentobluegreen.cluster.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A set's record, read and written field by field. */
final class SetRecordJson {
    private SetRecordJson() {}

    static ObjectNode write(SetRecord record, ObjectNode to) {
        to.put("release", record.release().toString());
        to.put("image", record.image());
        to.put("colour", record.colour().label());
        to.put("started", record.started().toString());
        to.put("step", record.step().text());
        to.put("since", record.since().toString());
        record.ending().ifPresent(ending -> EndingJson.write(ending, to.putObject("ending")));
        record.promoting().ifPresent(stamp -> to.put("promoting", stamp.toString()));
        to.put("promotions", record.promotions());
        record.promotedAt().ifPresent(time -> to.put("promotedAt", time.toString()));
        to.put("appliedReplicas", record.appliedReplicas());
        to.put("template", record.template());
        to.put("imageId", record.imageId());
        ObjectNode evidence = to.putObject("evidence");
        record.evidence().forEach((step, proof) -> writeEvidence(proof, evidence.putObject(step.text())));
        ObjectNode jobs = to.putObject("jobs");
        record.jobs().forEach((step, job) -> writeJob(job, jobs.putObject(step.text())));
        return to;
    }

    static SetRecord read(JsonFields from) {
        return new SetRecord(
                Words.release(from.text("release")),
                from.text("image"),
                Words.colour(from.text("colour")),
                from.time("started"),
                // The step only times: one that a newer operator added is begun anew.
                Words.step(from.text("step")).orElse(Step.PREPARE),
                from.time("since"),
                bySteps(from, "evidence", SetRecordJson::readEvidence),
                bySteps(from, "jobs", SetRecordJson::readJob),
                from.optionalObject("ending").map(EndingJson::read),
                from.optionalTime("promoting"),
                from.number("promotions"),
                from.optionalTime("promotedAt"),
                from.number("appliedReplicas"),
                from.text("template", ""),
                from.text("imageId", ""));
    }

    private static void writeEvidence(Evidence proof, ObjectNode to) {
        to.put("at", proof.at().toString());
        ObjectNode facts = to.putObject("facts");
        new TreeMap<>(proof.facts()).forEach(facts::put);
    }

    private static Evidence readEvidence(JsonFields from) {
        Map<String, String> facts = new TreeMap<>();
        from.optionalObject("facts")
                .ifPresent(object -> object.names().forEach(name -> facts.put(name, object.text(name))));
        return new Evidence(from.time("at"), facts);
    }

    private static void writeJob(JobRef job, ObjectNode to) {
        to.put("attempt", job.attempt());
        to.put("name", job.name());
        to.put("uid", job.uid());
    }

    private static JobRef readJob(JsonFields from) {
        return new JobRef(from.number("attempt"), from.text("name"), from.text("uid"));
    }

    private static <V> Map<Step, V> bySteps(JsonFields from, String name, Function<JsonFields, V> reader) {
        Map<Step, V> all = new EnumMap<>(Step.class);
        from.optionalObject(name)
                .ifPresent(object -> object.names()
                        .forEach(word ->
                                Words.step(word).ifPresent(step -> all.put(step, reader.apply(object.object(word))))));
        return all;
    }
}
