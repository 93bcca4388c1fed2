package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Expected;
import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.http.UnreachableException;
import io.magentobluegreen.manifest.text.OneLine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * Says in words what is wrong with an answer. The words are ours: of what the pod sent only the status code and, for a
 * redirect, the place it leads to are repeated, so that no page's content ends up in a status or an Event.
 */
final class Judgement {
    private static final int LONGEST = 120;

    private Judgement() {}

    /** What is wrong, or empty when the answer is as expected. */
    static Optional<String> of(Expected expected, Reply reply, Duration took) {
        String answered = "answered " + reply.status();
        String after = " after " + spoken(took);
        boolean right =
                expected.status().map(status -> status == reply.status()).orElse(reply.succeeded());
        if (!right) {
            String instead =
                    expected.status().map(status -> " instead of " + status).orElse("");
            return Optional.of(answered + instead + after + redirection(reply));
        }
        if (reply.isCut()) {
            return Optional.of(answered + after + " with more than may be read of a page");
        }
        if (reply.unreadable().isPresent()) {
            return Optional.of(answered + after + " packed as "
                    + harmless(reply.unreadable().get())
                    + ", which cannot be read here: ask with Accept-Encoding: gzip, or without that header");
        }
        return ofBody(expected, reply).map(wrong -> answered + after + wrong);
    }

    private static Optional<String> ofBody(Expected expected, Reply reply) {
        if (!expected.looksIntoBody()) {
            return Optional.empty();
        }
        String text = reply.text();
        Optional<String> missing = expected.contains().filter(part -> !text.contains(part));
        Optional<String> present = expected.absent().filter(text::contains);
        return missing.map(part -> " without the text '" + harmless(part) + "'")
                .or(() -> present.map(part -> " with the text '" + harmless(part) + "', which must not be there"));
    }

    private static String redirection(Reply reply) {
        if (reply.status() < 300 || reply.status() > 399) {
            return "";
        }
        String place = reply.header("location")
                .map(location -> " to " + harmless(location.split("[?#]", 2)[0]))
                .orElse("");
        return ": a redirect" + place + ", which is not followed";
    }

    /** What is wrong when there is no answer. */
    static String noAnswer(Throwable failure, Duration timeout) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return "did not answer within " + spoken(timeout);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "could not be connected to";
        }
        if (cause instanceof UnknownHostException) {
            return "has an address that is not known";
        }
        if (cause instanceof UnreachableException) {
            return "could not be reached through the API server";
        }
        return cause instanceof IOException
                ? "gave no complete HTTP answer"
                : "could not be asked (" + cause.getClass().getSimpleName() + ")";
    }

    /** For example {@code 1.2 s}. */
    static String spoken(Duration duration) {
        return duration.toSeconds() >= 120 && duration.toSecondsPart() == 0
                ? duration.toMinutes() + " min"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String harmless(String text) {
        return OneLine.of(text, LONGEST);
    }
}
