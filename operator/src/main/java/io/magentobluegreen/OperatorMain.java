package io.magentobluegreen;

import io.magentobluegreen.running.LogFormat;
import io.magentobluegreen.running.LogLevel;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: settings from the environment, the API server from kubeconfig or the pod's service account. */
public final class OperatorMain {
    private static final int BAD_SETTING = 2;
    private static final int FAILED = 1;

    private OperatorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        OperatorSettings settings;
        try {
            settings = settings(System.getenv());
        } catch (BadSetting bad) {
            log().atError().log("Not started: {}", bad.getMessage());
            System.exit(BAD_SETTING);
            return;
        }
        log().atInfo().addKeyValue("settings", settings.toString()).log("Starting");
        try {
            RunningOperator.run(settings);
        } catch (BadSetting bad) {
            log().atError().log("Not started: {}", bad.getMessage());
            System.exit(BAD_SETTING);
        } catch (RuntimeException failure) {
            // Threads of the framework would keep a process alive that does nothing.
            log().atError().setCause(failure).log("Stopped: it could not be started");
            System.exit(FAILED);
        }
    }

    /** How it logs is settled first, so that a bad setting is logged as everything else is. */
    private static OperatorSettings settings(Map<String, String> variables) {
        try {
            OperatorSettings.Logging logging = OperatorSettings.logging(variables);
            logging.format().apply(logging.level());
        } catch (BadSetting bad) {
            LogFormat.TEXT.apply(LogLevel.INFO);
            throw bad;
        }
        return OperatorSettings.from(variables);
    }

    /** Not a constant: the first logger fixes how all of them look. */
    private static Logger log() {
        return LoggerFactory.getLogger(OperatorMain.class);
    }
}
