package io.magentobluegreen.benchmark.operator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** A line for each request to the API server: begin and answer in microseconds of the epoch, method, path and query, code. */
final class RequestJournal implements Interceptor {
    private static final Clock CLOCK = Clock.systemUTC();

    private final BufferedWriter lines;

    RequestJournal(Path file) {
        try {
            lines = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        long begin = micros();
        Response response = chain.proceed(chain.request());
        note(begin, chain.request(), response.code());
        return response;
    }

    private synchronized void note(long begin, Request request, int code) throws IOException {
        String query = request.url().encodedQuery();
        String target = request.url().encodedPath() + (query == null ? "" : "?" + query);
        lines.write("%d %d %s %s %d%n".formatted(begin, micros(), request.method(), target, code));
        lines.flush();
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, CLOCK.instant());
    }
}
