package io.magentobluegreen.schedule.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Nothing is logged on this thread: an operator that lives a thousand lives would fill the log of everybody else. */
final class Silence extends TurboFilter implements AutoCloseable {
    private final Thread silenced = Thread.currentThread();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    Silence() {
        start();
        context.addTurboFilter(this);
    }

    @Override
    public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
        return Thread.currentThread() == silenced ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    @Override
    public void close() {
        context.getTurboFilterList().remove(this);
    }
}
