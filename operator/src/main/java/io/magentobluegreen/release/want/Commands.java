package io.magentobluegreen.release.want;

import java.util.Optional;

/** The command annotations as found, as text: what they name decides whether they mean anything. */
public record Commands(
        Optional<String> abort, Optional<String> rollback, Optional<String> retry, Optional<String> approve) {
    public static final Commands NONE =
            new Commands(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
