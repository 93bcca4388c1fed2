package io.magentobluegreen.controller;

import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.text.OneLine;
import io.magentobluegreen.release.want.Commands;
import java.util.List;
import java.util.Optional;

/** The command annotations, in the order in which they are obeyed. */
enum StandingCommand {
    ABORT("abort"),
    ROLLBACK("rollback"),
    RETRY("retry"),
    APPROVE("approve");

    private static final int SHOWN = 80;

    private final String word;

    StandingCommand(String word) {
        this.word = word;
    }

    /** The annotation's key. */
    String annotation() {
        return Labels.PREFIX + word;
    }

    Optional<String> in(Commands commands) {
        return switch (this) {
            case ABORT -> commands.abort();
            case ROLLBACK -> commands.rollback();
            case RETRY -> commands.retry();
            case APPROVE -> commands.approve();
        };
    }

    static List<StandingCommand> inOrder() {
        return List.of(values());
    }

    /** A value as people are told of it: it may be anything, of any length. */
    static String shown(String value) {
        return OneLine.of(value.strip(), SHOWN + 1);
    }
}
