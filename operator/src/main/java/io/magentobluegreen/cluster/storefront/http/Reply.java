package io.magentobluegreen.cluster.storefront.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a pod answered. Immutable; the body is empty where it was not to be kept.
 */
public final class Reply {
    private static final Set<String> READABLE = Set.of("", "gzip", "identity");

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Charset charset;
    private final boolean cut;

    /**
     * @param headers by name in lower case
     * @param body not copied: the caller gives it away
     * @param cut there was more than the limit, and the rest was not read
     */
    Reply(int status, Map<String, List<String>> headers, byte[] body, Charset charset, boolean cut) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.charset = charset;
        this.cut = cut;
    }

    public int status() {
        return status;
    }

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** The first header of that name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Whether the body is an HTML page. */
    public boolean isHtml() {
        return header("content-type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.startsWith("text/html") || type.startsWith("application/xhtml+xml"))
                .isPresent();
    }

    /** The body in the charset of its Content-Type, UTF-8 without one. */
    public String text() {
        return new String(body, charset);
    }

    public Charset charset() {
        return charset;
    }

    /** The bytes of the body, after a transfer's compression. */
    public InputStream bytes() {
        return new ByteArrayInputStream(body);
    }

    /** The encoding of a body that is kept and cannot be read, such as {@code br}. */
    public Optional<String> unreadable() {
        return header("content-encoding")
                .filter(encoding -> body.length > 0 && !READABLE.contains(encoding.toLowerCase(Locale.ROOT)));
    }

    public boolean isCut() {
        return cut;
    }
}
