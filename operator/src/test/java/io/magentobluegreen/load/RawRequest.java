package io.magentobluegreen.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One HTTP/1.1 request as it goes over the wire: nothing is added to what is given here.
 *
 * @param target the request target as sent, e.g. {@code /customer/account/login/?a=b}
 * @param headers whole header lines without the line end, e.g. {@code Host: www.example.com}
 * @param body sent after them as it is; its length is a header like any other
 */
public record RawRequest(String method, String target, List<String> headers, byte[] body) {

    public RawRequest {
        headers = List.copyOf(headers);
    }

    public RawRequest(String method, String target, List<String> headers) {
        this(method, target, headers, new byte[0]);
    }

    public static RawRequest get(String target, String host) {
        return new RawRequest("GET", target, List.of("Host: " + host));
    }

    public RawRequest withHeader(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new RawRequest(method, target, more, body);
    }

    public RawRequest withMethod(String other) {
        return new RawRequest(other, target, headers, body);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(line -> text.append(line).append("\r\n"));
        byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }
}
