package io.magentobluegreen.cluster.action;

import io.magentobluegreen.cluster.StoreKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One INFO line for each action that changed something: the message says what, the key-values which. */
final class ActionLog {
    private static final Logger LOG = LoggerFactory.getLogger(ActionExecutor.class);

    private final StoreKey store;

    ActionLog(StoreKey store) {
        this.store = store;
    }

    /** A line about the store; the caller adds what else tells which, and logs it. */
    LoggingEventBuilder did(String what) {
        return LOG.atInfo()
                .setMessage(what)
                .addKeyValue("namespace", store.namespace())
                .addKeyValue("name", store.name());
    }

    void did(String what, String revision) {
        did(what).addKeyValue("revision", revision).log();
    }

    void onlyReported(String what, RuntimeException cause) {
        LOG.atWarn()
                .setMessage(what)
                .addKeyValue("namespace", store.namespace())
                .addKeyValue("name", store.name())
                .setCause(cause)
                .log();
    }
}
