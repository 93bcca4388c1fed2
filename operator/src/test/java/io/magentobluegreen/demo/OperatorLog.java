package io.magentobluegreen.demo;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Keeps what the operator and all libraries log out of the picture: in a file. */
final class OperatorLog {
    private OperatorLog() {}

    /** To be called before anything logs: the configuration is read at that moment. */
    static void writeTo(Path file) {
        System.setProperty("demo.log", file.toAbsolutePath().toString());
        System.setProperty("logback.configurationFile", "demo/logback.xml");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
