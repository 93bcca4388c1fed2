package io.magentobluegreen.manifest.nginx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the container of {@code web.nginxImage} runs: nginx before php-fpm on 127.0.0.1:9000 of the same pod, with the
 * store's files in {@code root}/pub of its own image.
 *
 * <p>{@link #files} go into the revision's ConfigMap, mounted at {@link #FOLDER} in <em>both</em> containers: php-fpm
 * runs the readiness probe from there. Both share one writable {@code /tmp}; nothing else need be writable, and no
 * process needs root. The image needs a shell and nginx 1.18 or newer with its standard modules, nothing of
 * {@code /etc/nginx}.
 *
 * <p>A pod ends in this order, which loses no request whichever signal the images ask for:
 *
 * <ol>
 *   <li>{@link #preStop}: nginx takes requests and connections as before, but answers with {@code Connection: close}.
 *       Meanwhile every node hears that the pod is going, and kept connections move elsewhere with their next request.
 *   <li>SIGTERM or SIGQUIT: nginx stops listening, lets the requests under way end however long they take, and exits 0.
 *       A connection without a request since the drain began is closed here: no server can tell its client in time.
 *   <li>{@link #phpPreStop}: only then php-fpm is told to end. The pod's grace period bounds all of it.
 * </ol>
 *
 * @param port where nginx listens, on IPv4, and on IPv6 where the node knows it
 * @param revision sent as {@code X-Magento-Release} with every answer
 * @param root Magento's root folder, absolute, no slash at its end
 * @param readinessPath answered by php-fpm without code of the store; taken away from the store. See {@link #refusal}
 */
public record NginxConfiguration(int port, String revision, String root, String readinessPath) {

    /** Where {@link #files} are mounted. */
    public static final String FOLDER = "/etc/magento-bluegreen/release";

    /** nginx writes here and only here. */
    public static final String RUN_FOLDER = "/tmp/magento-bluegreen-nginx";

    /** While it exists, connections are closed after each answer. */
    public static final String DRAIN_FILE = RUN_FOLDER + "/drain";

    private static final String CONFIGURATION = "nginx.conf";
    private static final String SCRIPT = "nginx.sh";
    private static final String READY = "ready.php";

    /** Names of {@link #files}. */
    public static final List<String> FILE_NAMES = List.of(CONFIGURATION, SCRIPT, READY);

    private static final Set<String> ENTRY_POINTS = Set.of("/", "/index.php", "/get.php", "/static.php");

    public NginxConfiguration {
        refusal(readinessPath).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** Why nginx cannot answer the readiness probe on this path, with the fix; empty if it can. */
    public static Optional<String> refusal(String readinessPath) {
        String path;
        try {
            path = decoded(readinessPath);
        } catch (IllegalArgumentException badEscape) {
            return Optional.of("web.readiness.path " + readinessPath + " has a % without two hex digits; write %25");
        }
        boolean ofStore = ENTRY_POINTS.contains(path) || path.startsWith("/static/") || path.startsWith("/media/");
        return ofStore
                ? Optional.of(
                        "web.readiness.path " + readinessPath + " is a page of the store, which nginx would answer"
                                + " itself; choose a path that the store does not use, such as /health")
                : Optional.empty();
    }

    /** Contents by name of {@link #FILE_NAMES}. */
    public Map<String, String> files() {
        return Map.of(CONFIGURATION, render(), SCRIPT, resource(SCRIPT), READY, resource(READY));
    }

    /** The whole nginx.conf. */
    String render() {
        return resource(CONFIGURATION)
                .replace("@port@", Integer.toString(port))
                .replace("@revision@", revision)
                .replace("@root@", root)
                .replace("@readinessPath@", quotable(decoded(readinessPath)));
    }

    /** Command of the nginx container. */
    public List<String> command() {
        return script("serve", Integer.toString(port));
    }

    /** preStop of the nginx container; ends after {@code drain}, in whole seconds. */
    public static List<String> preStop(Duration drain) {
        return script("drain", Long.toString(drain.toSeconds()));
    }

    /** preStop of the php container; ends after {@code drain} and when nginx has ended. */
    public static List<String> phpPreStop(Duration drain) {
        return script("outlast", Long.toString(drain.toSeconds()));
    }

    private static List<String> script(String command, String argument) {
        return List.of("/bin/sh", FOLDER + "/" + SCRIPT, command, argument);
    }

    /** The path as nginx compares it: without the query, escapes resolved. */
    private static String decoded(String path) {
        return URLDecoder.decode(path.split("\\?", 2)[0].replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String quotable(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String resource(String name) {
        try (InputStream in = NginxConfiguration.class.getResourceAsStream("/io/magentobluegreen/nginx/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The program's own file " + name + " is missing from its jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the program's own file " + name, e);
        }
    }
}
