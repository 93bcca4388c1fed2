package io.magentobluegreen.cluster.storefront.http;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/** Reads an answer to its end, but never more of it than the limit, and completes the reply with it. */
final class ReplyReader implements Callback {
    private static final long PIECE = 64L * 1024;

    private final CompletableFuture<Reply> reply;
    private final long limit;
    private final boolean keepBody;

    ReplyReader(CompletableFuture<Reply> reply, long limit, boolean keepBody) {
        this.reply = reply;
        this.limit = limit;
        this.keepBody = keepBody;
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        reply.completeExceptionally(failure);
    }

    @Override
    public void onResponse(Call call, Response response) {
        try (response) {
            reply.complete(read(response));
        } catch (IOException | RuntimeException failure) {
            reply.completeExceptionally(failure);
        }
    }

    private Reply read(Response response) throws IOException {
        Buffer kept = new Buffer();
        boolean cut = !exhausted(unpacked(response), kept);
        return new Reply(response.code(), lowerCased(response.headers()), kept.readByteArray(), charset(response), cut);
    }

    /** A page that asks for an encoding by a header of its own gets it packed: OkHttp unpacks only what it asked for. */
    private static BufferedSource unpacked(Response response) throws IOException {
        BufferedSource source = response.body().source();
        boolean gzip = "gzip".equalsIgnoreCase(response.header("Content-Encoding", ""));
        return gzip && !source.exhausted() ? Okio.buffer(new GzipSource(source)) : source;
    }

    private boolean exhausted(BufferedSource source, Buffer kept) throws IOException {
        Buffer piece = new Buffer();
        long total = 0;
        while (total < limit) {
            long read = source.read(piece, Math.min(PIECE, limit - total));
            if (read < 0) {
                return true;
            }
            total += read;
            if (keepBody) {
                kept.write(piece, read);
            } else {
                piece.clear();
            }
        }
        return source.exhausted();
    }

    private static Map<String, List<String>> lowerCased(Headers headers) {
        return new TreeMap<>(headers.toMultimap());
    }

    private static Charset charset(Response response) {
        MediaType type = response.body().contentType();
        return type == null ? StandardCharsets.UTF_8 : type.charset(StandardCharsets.UTF_8);
    }
}
