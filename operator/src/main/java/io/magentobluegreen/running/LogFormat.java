package io.magentobluegreen.running;

import java.util.Locale;

/** What a line of the log looks like. */
public enum LogFormat {
    /** For people: key-values behind the message. */
    TEXT,
    /** One JSON object a line, for programs: key-values are fields. */
    JSON;

    /**
     * Makes everything that is logged from now on look so. Before the first logger is made: the logging library reads
     * its configuration then, and once.
     */
    public void apply(LogLevel level) {
        System.setProperty("log.format", name().toLowerCase(Locale.ROOT));
        System.setProperty("log.level", level.name());
    }
}
