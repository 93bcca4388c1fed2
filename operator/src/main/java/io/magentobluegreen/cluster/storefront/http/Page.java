package io.magentobluegreen.cluster.storefront.http;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request of the storefront, and what its answer has to be.
 *
 * <p>What could change the request line, add a header or lead to another host is refused here with an
 * {@link IllegalArgumentException} that says the fix, so that no transport has to look again.
 *
 * @param host value of the Host header
 * @param path path with an optional query, beginning with a slash
 * @param headers further headers, names without regard to case
 * @param body what is sent, or "" for nothing
 */
public record Page(
        String method, String host, String path, Map<String, String> headers, String body, Expected expected) {
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS");
    private static final Pattern HOST =
            Pattern.compile("[0-9A-Za-z._-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");
    private static final Pattern PATH = Pattern.compile("/[^\\x00-\\x20\\x7f]*");
    private static final Pattern NAME = Pattern.compile("[-!#$%&*+.^_`|~0-9A-Za-z]+");
    private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f]*");
    private static final Set<String> OURS = Set.of("host", "content-length", "transfer-encoding", "connection");

    public Page {
        require(METHOD.matcher(method).matches(), "a page is asked with GET, HEAD or POST");
        require(HOST.matcher(host).matches(), "the host of a page is a host name such as www.example.com");
        require(
                PATH.matcher(path).matches(),
                "a path begins with / and has neither spaces (write %20) nor control characters");
        require(
                body.isEmpty() || !Set.of("GET", "HEAD").contains(method),
                "a page with a body is asked with POST, not with " + method);
        headers = checked(headers);
    }

    /** The page that is asked with GET and has to answer 2xx. */
    public static Page get(String host, String path) {
        return new Page("GET", host, path, Map.of(), "", Expected.SUCCESS);
    }

    /** The same page with further headers, which are stronger than those it has. */
    public Page withHeaders(Map<String, String> further) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(further);
        return new Page(method, host, path, all, body, expected);
    }

    /** Another path of the same host with the same headers, asked with GET. */
    public Page sibling(String otherPath) {
        return new Page("GET", host, otherPath, headers, "", Expected.SUCCESS);
    }

    /** What tells this check from another: two sets that fail the same one share what is broken. */
    public String check() {
        return method + " " + host.toLowerCase(Locale.ROOT) + path;
    }

    private static Map<String, String> checked(Map<String, String> headers) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            require(NAME.matcher(name).matches(), "a header's name is made of letters, digits and '-'");
            require(!OURS.contains(name.toLowerCase(Locale.ROOT)), "the header " + name + " is not for a page to set");
            require(VALUE.matcher(value).matches(), "the header " + name + " has a control character in its value");
            require(sorted.put(name, value) == null, "the header " + name + " is given twice");
        });
        return Collections.unmodifiableMap(sorted);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Says no header value and no body: they can hold credentials. */
    @Override
    public String toString() {
        return check();
    }
}
