package io.magentobluegreen.cluster.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.magentobluegreen.release.record.LiveRecord;
import java.util.Map;
import java.util.TreeMap;

/** Live's record, read and written field by field. */
final class LiveRecordJson {
    private LiveRecordJson() {}

    static ObjectNode write(LiveRecord record, ObjectNode to) {
        record.live().ifPresent(slot -> writeSlot(slot, to.putObject("live")));
        record.previous().ifPresent(slot -> writeSlot(slot, to.putObject("previous")));
        if (record.cutoverAt() != null) {
            to.put("cutoverAt", record.cutoverAt().toString());
        }
        to.put("epoch", record.epoch());
        to.put("database", record.database());
        record.lost().ifPresent(lost -> {
            ObjectNode node = to.putObject("lost");
            node.put("release", lost.release().toString());
            EndingJson.write(lost.ending(), node.putObject("ending"));
        });
        record.adopted().ifPresent(before -> {
            ObjectNode node = to.putObject("adopted");
            node.put("targetPort", before.targetPort());
            ObjectNode selector = node.putObject("selector");
            new TreeMap<>(before.selector()).forEach(selector::put);
        });
        record.switching().ifPresent(under -> {
            ObjectNode node = to.putObject("switch");
            node.put("to", under.to().toString());
            node.put("until", under.until().toString());
        });
        return to;
    }

    static LiveRecord read(JsonFields from) {
        return new LiveRecord(
                from.optionalObject("live").map(LiveRecordJson::readSlot),
                from.optionalObject("previous").map(LiveRecordJson::readSlot),
                from.optionalTime("cutoverAt").orElse(null),
                from.longNumber("epoch"),
                from.text("database", ""),
                from.optionalObject("lost")
                        .map(lost -> new LiveRecord.Lost(
                                Words.release(lost.text("release")), EndingJson.read(lost.object("ending")))),
                from.optionalObject("switch")
                        .map(under -> new LiveRecord.Switch(Words.release(under.text("to")), under.time("until"))),
                from.optionalObject("adopted").map(LiveRecordJson::readAdopted));
    }

    private static LiveRecord.Adopted readAdopted(JsonFields from) {
        JsonFields selector = from.object("selector");
        Map<String, String> all = new TreeMap<>();
        selector.names().forEach(key -> all.put(key, selector.text(key)));
        return new LiveRecord.Adopted(all, from.text("targetPort"));
    }

    private static void writeSlot(LiveRecord.Slot slot, ObjectNode to) {
        to.put("release", slot.release().toString());
        to.put("image", slot.image());
        to.put("colour", slot.colour().label());
        to.put("promotions", slot.promotions());
        to.put("size", slot.size());
    }

    private static LiveRecord.Slot readSlot(JsonFields from) {
        return new LiveRecord.Slot(
                Words.release(from.text("release")),
                from.text("image"),
                Words.colour(from.text("colour")),
                from.number("promotions"),
                from.number("size"));
    }
}
