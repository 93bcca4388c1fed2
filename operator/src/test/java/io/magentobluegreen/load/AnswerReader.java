package io.magentobluegreen.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads answers from one connection by the framing rules of RFC 9112, section 6.3, and calls anything that ends early
 * an error: a cut answer must not pass for a short one.
 */
final class AnswerReader {

    private final BufferedInputStream in;

    AnswerReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    RawAnswer read(String requestMethod) throws IOException {
        int status;
        Map<String, List<String>> headers;
        do {
            status = statusOf(line("the status line"));
            headers = readHeaders();
        } while (status < 200);
        boolean noBody = requestMethod.equals("HEAD") || status == 204 || status == 304;
        return new RawAnswer(status, headers, noBody ? new byte[0] : readBody(headers));
    }

    private static int statusOf(String line) throws ProtocolException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new ProtocolException("no status line: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, List<String>> readHeaders() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line("the headers"); !line.isEmpty(); line = line("the headers")) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("no header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return headers;
    }

    private byte[] readBody(Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("Transfer-Encoding", List.of()).contains("chunked")) {
            return readChunks();
        }
        List<String> length = headers.getOrDefault("Content-Length", List.of());
        return length.isEmpty() ? in.readAllBytes() : exactly(Integer.parseInt(length.get(0)), "the body");
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size, "a chunk"));
            line("a chunk's end");
        }
        readHeaders(); // trailers, and the empty line behind them
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line("a chunk's size").split(";", 2)[0].trim(), 16);
    }

    private byte[] exactly(int length, String what) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("closed in " + what + ": " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line(String where) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed before the end of " + where);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
