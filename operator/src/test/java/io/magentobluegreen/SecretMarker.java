package io.magentobluegreen;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.MagentoRelease;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** A value that is in the env.php of the tests' stores, and must be nowhere else than in Secrets. */
public final class SecretMarker {
    /** As the key of {@code crypt}. */
    public static final String TEXT = "f00df00df00df00df00df00df00df00d";

    private static final Logged LOGGED = new Logged();

    private SecretMarker() {}

    /** Looks at what is logged in this process from now on. */
    public static void watchLog() {
        LOGGED.begin();
    }

    /** Where it is in the log, in the objects of a namespace but its Secrets, and in more text. */
    public static List<String> leaks(KubernetesClient client, String namespace, String... more) {
        List<String> leaks = new ArrayList<>(LOGGED.lines);
        objects(client, namespace)
                .filter(object -> isIn(Serialization.asJson(object)))
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .forEach(leaks::add);
        Stream.of(more).filter(SecretMarker::isIn).forEach(leaks::add);
        return leaks;
    }

    private static Stream<? extends HasMetadata> objects(KubernetesClient client, String namespace) {
        return Stream.of(
                        client.resources(MagentoRelease.class),
                        client.configMaps(),
                        client.services(),
                        client.pods(),
                        client.v1().events(),
                        client.apps().deployments(),
                        client.apps().replicaSets(),
                        client.batch().v1().jobs(),
                        client.discovery().v1().endpointSlices())
                .flatMap(kind -> kind.inNamespace(namespace).list().getItems().stream());
    }

    /** In plain text, or in base64 wherever its bytes begin. */
    static boolean isIn(String text) {
        return text.contains(TEXT) || IntStream.range(0, 3).anyMatch(offset -> text.contains(encoded(offset)));
    }

    private static String encoded(int offset) {
        byte[] bytes = TEXT.substring(offset).getBytes(StandardCharsets.UTF_8);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return whole.substring(0, whole.length() - 2);
    }

    /** What was logged with the marker in it. */
    private static final class Logged extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        synchronized void begin() {
            if (!isStarted()) {
                LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
                setContext(context);
                start();
                context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
            }
        }

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder text = new StringBuilder(event.getFormattedMessage()).append(event.getKeyValuePairs());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                text.append(cause.getMessage());
            }
            if (isIn(text.toString())) {
                lines.add("log: " + event.getLoggerName());
            }
        }
    }
}
