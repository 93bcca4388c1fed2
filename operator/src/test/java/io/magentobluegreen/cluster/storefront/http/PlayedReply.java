package io.magentobluegreen.cluster.storefront.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers of pods that no network brought. */
public final class PlayedReply {
    private PlayedReply() {}

    /** A short page of this status, from a pod of this revision. */
    public static Reply of(int status, String revision) {
        return new Reply(
                status,
                Map.of("content-type", List.of("text/plain"), "x-magento-release", List.of(revision)),
                new byte[0],
                StandardCharsets.UTF_8,
                false);
    }
}
