package io.magentobluegreen.controller;

import io.magentobluegreen.api.status.CommandsStatus;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.want.Release;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a person, by one Event, that a command names nothing current and so does nothing.
 *
 * <p>A value is judged once, when it is first seen: one that was current then, or has acted, stays silent for as long as it
 * stands, whatever becomes of its release. What was judged stands in the status, since annotations outlive the process
 * that acted on them; a value that was removed and comes again is judged again.
 */
final class CommandEvents {
    private final Release want;
    private final Observed seen;
    private final Map<StandingCommand, String> judged;

    /** @param before what the status says was judged; null for nothing */
    CommandEvents(Release want, Observed seen, CommandsStatus before) {
        this.want = want;
        this.seen = seen;
        this.judged = judged(before);
    }

    /** The Events to send now. */
    List<Action.Announce> news() {
        return StandingCommand.inOrder().stream()
                .flatMap(command -> fresh(command).flatMap(text -> news(command)).stream())
                .toList();
    }

    /** What stands judged once the news are sent; null where no command stands. */
    CommandsStatus judged() {
        Map<StandingCommand, String> all = new EnumMap<>(StandingCommand.class);
        StandingCommand.inOrder().forEach(command -> stands(command).ifPresent(text -> all.put(command, text)));
        return all.isEmpty()
                ? null
                : new CommandsStatus(
                        all.get(StandingCommand.ABORT),
                        all.get(StandingCommand.ROLLBACK),
                        all.get(StandingCommand.RETRY),
                        all.get(StandingCommand.APPROVE));
    }

    private Optional<String> stands(StandingCommand command) {
        Optional<String> value = command.in(want.commands()).map(StandingCommand::shown);
        return isJudgeable(command) ? value : value.filter(text -> text.equals(judged.get(command)));
    }

    private Optional<String> fresh(StandingCommand command) {
        return stands(command).filter(text -> !text.equals(judged.get(command)));
    }

    /** Before the ledger is there nothing has a number; what a retry would begin is not known before the revision is. */
    private boolean isJudgeable(StandingCommand command) {
        boolean numbered = seen.ledger().isPresent() && seen.live().isPresent() && !want.terminating();
        return numbered && (command != StandingCommand.RETRY || want.revision().isPresent());
    }

    private Optional<Action.Announce> news(StandingCommand command) {
        String value = command.in(want.commands()).orElseThrow();
        CommandMeaning meaning = new CommandMeaning(want, seen, value.strip());
        return meaning.isCurrent(command)
                ? Optional.empty()
                : Optional.of(new Action.Announce(
                        true,
                        "CommandIgnored",
                        command.annotation() + "=" + StandingCommand.shown(value) + " names nothing current: "
                                + meaning.current(command)));
    }

    private static Map<StandingCommand, String> judged(CommandsStatus before) {
        Map<StandingCommand, String> judged = new EnumMap<>(StandingCommand.class);
        if (before != null) {
            judged.put(StandingCommand.ABORT, before.abort());
            judged.put(StandingCommand.ROLLBACK, before.rollback());
            judged.put(StandingCommand.RETRY, before.retry());
            judged.put(StandingCommand.APPROVE, before.approve());
        }
        return judged;
    }
}
