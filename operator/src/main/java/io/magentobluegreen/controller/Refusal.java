package io.magentobluegreen.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.manifest.text.OneLine;
import io.magentobluegreen.release.want.Problem;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;

/**
 * What the API server refuses for good: an object that is invalid, a quota, an admission policy, a right that is missing.
 * Trying again at once does not help, so a person is told; an API server that does not answer is none of these.
 */
final class Refusal {
    private static final int UNPROCESSABLE = 422;
    private static final Set<Integer> CODES =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);
    private static final int SHOWN = 400;

    private Refusal() {}

    static Optional<Problem> problem(KubernetesClientException e) {
        return CODES.contains(e.getCode())
                ? Optional.of(new Problem("Refused", "The API server refuses what is to be done: " + said(e)))
                : Optional.empty();
    }

    /** Its own words, which name the object and the field. */
    private static String said(KubernetesClientException e) {
        String words = e.getStatus() == null || e.getStatus().getMessage() == null
                ? "it answers " + e.getCode()
                : e.getStatus().getMessage();
        String line = words.strip().replaceAll("\\s+", " ");
        return OneLine.of(line, SHOWN);
    }
}
