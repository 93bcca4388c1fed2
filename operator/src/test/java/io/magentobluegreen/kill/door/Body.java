package io.magentobluegreen.kill.door;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Passes the bodies of messages on as they are framed (RFC 9112, section 6.3), each part as soon as it is there: a watch never ends. */
final class Body {
    private Body() {}

    /** A message without a length has no body: requests are so, and the API server's answers always say their length. */
    static void pass(Head head, InputStream from, OutputStream to) throws IOException {
        if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            passChunks(from, to);
        } else {
            passBytes(head.header("Content-Length").map(Integer::parseInt).orElse(0), from, to);
        }
        to.flush();
    }

    private static void passChunks(InputStream from, OutputStream to) throws IOException {
        int size;
        do {
            String line = required(Head.line(from));
            size = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
            writeLine(line, to);
            passBytes(size, from, to);
            writeLine(required(Head.line(from)), to);
            to.flush();
        } while (size > 0);
    }

    private static void passBytes(int length, InputStream from, OutputStream to) throws IOException {
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("closed after %d of %d bytes".formatted(bytes.length, length));
        }
        to.write(bytes);
    }

    private static String required(Optional<String> line) throws EOFException {
        return line.orElseThrow(() -> new EOFException("closed between two chunks"));
    }

    private static void writeLine(String line, OutputStream to) throws IOException {
        to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
