package io.magentobluegreen.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One whole HTTP answer: it exists only if every byte that the server announced has arrived.
 *
 * @param headers values by name in any case, in the order sent; interim answers (1xx) are not kept
 * @param body after chunks are put together; still compressed if the server compressed it
 */
public record RawAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    public RawAnswer {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The first value, as most headers have only one. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The server will take no further request on this connection. */
    public boolean closesConnection() {
        return header("Connection").map("close"::equalsIgnoreCase).orElse(false);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
