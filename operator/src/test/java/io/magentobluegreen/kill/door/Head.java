package io.magentobluegreen.kill.door;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first line and the headers of an HTTP/1.1 message, as they came. */
record Head(List<String> lines) {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    Head {
        lines = List.copyOf(lines);
    }

    /** Empty where the other side has closed before a first byte. */
    static Optional<Head> read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        Optional<String> line = line(in);
        while (line.filter(text -> !text.isEmpty()).isPresent()) {
            lines.add(line.get());
            line = line(in);
        }
        if (line.isEmpty() && !lines.isEmpty()) {
            throw new EOFException("closed within the headers of " + lines.get(0));
        }
        return line.map(end -> new Head(lines));
    }

    /** One line without its end; empty at the end of the stream. */
    static Optional<String> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("closed within a line");
            }
            line.write(next);
            next = in.read();
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }

    String method() {
        return word(0);
    }

    String target() {
        return word(1);
    }

    private int status() {
        return Integer.parseInt(word(1));
    }

    boolean switchesProtocol() {
        return status() == SWITCHING_PROTOCOLS;
    }

    /** The answer to a request of this method has a body. */
    boolean announcesBody(String method) {
        return !method.equals("HEAD") && status() != NO_CONTENT && status() != NOT_MODIFIED;
    }

    private String word(int number) {
        return lines.get(0).split(" ")[number];
    }

    /** The first value of that header. */
    Optional<String> header(String name) {
        return lines.stream()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    byte[] bytes() {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
