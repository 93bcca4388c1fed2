package io.magentobluegreen.demo.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Chooses the screen: live in a terminal, plain lines where there is none or where somebody asked for them. */
public final class Screens {
    private final Map<String, String> environment;
    private final boolean plain;

    /** @param plain lines in a terminal as well */
    public Screens(Map<String, String> environment, boolean plain) {
        this.environment = Map.copyOf(environment);
        this.plain = plain;
    }

    /** @param header of the table */
    public Screen open(List<String> header) {
        return plain || wantsPlain(environment) || System.console() == null ? lines(header) : inTerminal(header);
    }

    /** Whether the environment asks for lines: {@code NO_COLOR}, {@code CI}, or a terminal that can do nothing else. */
    static boolean wantsPlain(Map<String, String> environment) {
        return environment.getOrDefault("TERM", "").equals("dumb")
                || Stream.of("NO_COLOR", "CI")
                        .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    }

    private static Screen lines(List<String> header) {
        return new PlainScreen(System.out, header);
    }

    /**
     * A console is not always a terminal: newer JDKs have one where the output goes into a file. Signals stay as they are: by
     * itself the library gives them back to the system, and Ctrl-C would end everything on the spot.
     */
    private static Screen inTerminal(List<String> header) {
        try {
            Terminal terminal =
                    TerminalBuilder.builder().nativeSignals(false).dumb(true).build();
            return terminal.getType().startsWith(Terminal.TYPE_DUMB) ? lines(header) : new LiveScreen(terminal, header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
