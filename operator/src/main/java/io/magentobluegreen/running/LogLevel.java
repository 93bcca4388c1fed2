package io.magentobluegreen.running;

/** What is worth a line of the log. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}
