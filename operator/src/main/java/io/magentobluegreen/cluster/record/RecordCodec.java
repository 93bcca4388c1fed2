package io.magentobluegreen.cluster.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import java.util.Optional;
import java.util.function.Function;

/**
 * The records of sets and of live as annotations: one JSON object each, in a fixed order, so that the same record is
 * always the same text.
 *
 * <p>Reading never throws: a text that is no record is none ({@code RecordLost}), and what a newer operator added is
 * passed over; writing over it keeps it ({@link KeptFields}). Only what decides something is demanded: an outcome nobody knows makes a record unreadable, evidence of
 * a step nobody knows does not.
 */
public final class RecordCodec {
    /** Annotation of a set's Deployment. */
    public static final String SET = Labels.PREFIX + "record";

    /** Annotation of the live Service. */
    public static final String LIVE = Labels.PREFIX + "live";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordCodec() {}

    public static String write(SetRecord record) {
        return print(SetRecordJson.write(record, JSON.createObjectNode()));
    }

    public static String write(LiveRecord record) {
        return print(LiveRecordJson.write(record, JSON.createObjectNode()));
    }

    /** The same over a text that is there already, or null. */
    static String write(SetRecord record, String before) {
        return over(
                before,
                SetRecordJson.write(record, JSON.createObjectNode()),
                readSet(before).map(read -> SetRecordJson.write(read, JSON.createObjectNode())));
    }

    /** The same over a text that is there already, or null. */
    static String write(LiveRecord record, String before) {
        return over(
                before,
                LiveRecordJson.write(record, JSON.createObjectNode()),
                readLive(before).map(read -> LiveRecordJson.write(read, JSON.createObjectNode())));
    }

    /** Empty for null and for whatever is no record. */
    public static Optional<SetRecord> readSet(String text) {
        return read(text, SetRecordJson::read);
    }

    /** Empty for null and for whatever is no record. */
    public static Optional<LiveRecord> readLive(String text) {
        return read(text, LiveRecordJson::read);
    }

    private static <T> Optional<T> read(String text, Function<JsonFields, T> reader) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(JsonFields.of(parse(text))));
        } catch (BrokenRecord e) {
            return Optional.empty();
        }
    }

    /** @param understood empty where {@code before} is no record: then nothing of it is kept */
    private static String over(String before, ObjectNode next, Optional<ObjectNode> understood) {
        understood.ifPresent(known -> KeptFields.add(next, parse(before), known));
        return print(next);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BrokenRecord("no JSON");
        }
    }

    private static String print(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts and numbers was not printed", e);
        }
    }
}
