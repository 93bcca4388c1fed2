package io.magentobluegreen.cluster.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.magentobluegreen.release.record.Ending;

/** How a release ended, as part of a record. */
final class EndingJson {
    private EndingJson() {}

    static void write(Ending ending, ObjectNode to) {
        to.put("outcome", ending.outcome().text());
        to.put("reason", ending.reason());
        to.put("message", ending.message());
        to.put("at", ending.at().toString());
        if (ending.left()) {
            to.put("left", true);
        }
    }

    static Ending read(JsonFields from) {
        return new Ending(
                Words.outcome(from.text("outcome")),
                from.text("reason"),
                from.text("message"),
                from.time("at"),
                from.has("left") && from.flag("left"));
    }
}
